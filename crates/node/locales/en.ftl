# English. Every key stands in all four files, with the same placeables; a test keeps it so.
# Terms are those of docs/GLOSSARY.md.

## The frame of every page
app-name = Comity
app-tagline = Police cooperation between two agencies
nav-skip = Skip to the content
nav-main = Main menu
nav-inbox = Inbox
nav-new = New request
nav-search = Search the register
nav-language = Language
nav-sign-out = Sign out
nav-signed-in = Signed in as { $name }
foot-zone = All times are UTC+07:00.
foot-node = Node of { $agency }
moment-at = { $date }, { $time }
moment-zone = { $moment } (UTC+7)

## Sign-in
sign-in-title = Sign in
sign-in-intro = For officers of this agency who have an account.
sign-in-account = Account
sign-in-password = Password
sign-in-button = Sign in
sign-in-help = No account, or a forgotten password? Ask the administrator of your agency.

## Inbox
inbox-title = Inbox
inbox-received = To answer
inbox-received-none = No request is waiting for an answer. New requests from partners appear here by themselves.
inbox-waiting = Waiting for approval
inbox-waiting-none = Nothing is waiting for approval.
inbox-sent = Sent requests
inbox-sent-none = Your agency has no open requests. Write a new request to ask a partner agency.
inbox-done = Done
inbox-done-none = Finished requests will be kept here.
inbox-no-content = Your roles do not let you read requests and replies. Use the command line for the tasks of your role.
column-about = About
column-partner = Partner
column-state = State
column-due = Deadline
column-received = Received
column-changed = Last change
about-nobody = No person named
about-open = Open: { $kind }, { $name }
due-in-days = { $count ->
    [one] due in 1 day
   *[other] due in { $count } days
}
due-in-hours = { $count ->
    [one] due in 1 hour
   *[other] due in { $count } hours
}
due-in-minutes = { $count ->
    [one] due in 1 minute
   *[other] due in { $count } minutes
}
overdue-days = { $count ->
    [one] overdue by 1 day
   *[other] overdue by { $count } days
}
overdue-hours = { $count ->
    [one] overdue by 1 hour
   *[other] overdue by { $count } hours
}
overdue-minutes = { $count ->
    [one] overdue by 1 minute
   *[other] overdue by { $count } minutes
}
stopped-mark = Stopped by the checks here

## Types of messages
kind-INFO_REQ = Information request
kind-INFO_REQ-hint = You ask what the other agency holds about a person or a matter.
kind-VERIFY_REQ = Verification request
kind-VERIFY_REQ-hint = You ask whether an identity, a document or another fact is so.
kind-REPLY = Reply

## A request and its thread
message-from-to = From { $from } to { $to }
message-written = Written
message-author = Author
message-approver = Approver
message-id = Number
message-due = Deadline
message-authentic = authentic text
message-content = Content
message-person = Person
message-record = Person in the records of the replying agency
message-conditions = Conditions of use
message-gates = Legal checks
message-delivery = Delivery
message-hits = Possible matches in our register
message-history = History
message-actions = What to do
message-other-languages = Other languages
text-status-draft = not checked by a translator
text-status-official = official text
text-status-machine = machine translation, never authentic
answered-note = The reply stands below.

button-take-up = Take up
hint-take-up = Tells your colleagues that you are working on it. The partner is not told your name.
button-reply = Write a reply
hint-reply = A second officer approves it before it leaves.
button-approve = Review and approve
hint-approve = It leaves only after you approve it.
hint-own-message = You wrote it; another officer must approve it.
hint-wait-approval = An approver has to approve it before it leaves.
button-again = Write it again
hint-again = Opens a new form with this content. The stopped message stays as it is.

## Labels of fields
label-type = Type of request
label-to = Receiving agency
label-languages = Languages of the text
label-lang1 = Language you write in
label-lang1-hint = This text is the authentic one.
label-lang2 = Second language
label-lang2-hint = Used only if you fill in a second wording.
label-second = Add the same text in the second language
label-purpose = Purpose
label-necessity = Necessity
label-necessity-hint = Why is this needed about this person, in this matter? At least 20 characters.
label-crime_areas = Crime areas
label-urgency = Urgency
label-urgency_reason = Why it is urgent
label-urgency_reason-hint = Required if the request is urgent.
label-legal_basis = Legal basis
label-legal_basis-hint = An agreement in force between both agencies. Signed does not yet mean in force.
label-article = Article or paragraph
label-handling = Handling code
label-handling_text = Restrictions in words
label-handling_text-hint = Required for H3 and for transfer to listed agencies.
label-onward_transfer = Onward transfer
label-judicial_use = Use in court
label-evaluation = Evaluation
label-evaluation-hint = 4×4 grid. Leave both open if not evaluated.
label-evaluation_source = Source
label-evaluation_information = Information
label-authentic = Authentic language
label-specification = Information asked for
label-specification-hint = Name exactly what you need. Lists of everybody are not allowed.
label-facts = Facts
label-facts-hint = What happened, when and where.
label-offence = Offence
label-offence-hint = The offence under your law, with its article.
label-link = Link between the person and the purpose
label-link-hint = Required if a person is named.
label-reasons_to_believe = Why the other agency is believed to hold it
label-restrictions = Restrictions on use
label-restrictions-hint = What must the other agency not do with this request?
label-verify = What is to be verified
label-consequence = What follows if it is confirmed
label-consequence-hint = And what happens to the data if it is not.
label-outcome = Outcome
label-checked = What was checked
label-checked-hint = Registers and files you looked at, and by what.
label-data_date = Date of the data
label-data_date-hint = YYYY, YYYY-MM or YYYY-MM-DD. Required if something was found.
label-answer = Answer
label-conditions = Conditions of use
label-conditions-hint = Beyond the handling code: purpose, deletion, notification.
label-unanswered = Left unanswered
label-unanswered-hint = Required for a reply in part.
label-grounds = Grounds
label-grounds-hint = Required for a reply in part and if your agency is not competent.
label-record = The person in our records
label-record-hint = Leave empty if nobody was found.
label-subject = Person
label-subject-hint = One document, or two of: full name, date of birth, nationality.
label-subject-optional = Leave empty if the request is not about a person.
label-subject_names = Names as printed
label-subject_names-hint = Native script first. Every writing you know helps the search.
label-name = Name
label-name_lang = Written in
label-name_scheme = Way of writing
label-subject_birth = Date of birth
label-subject_birth-hint = YYYY, YYYY-MM or YYYY-MM-DD, as printed.
label-calendar = Era
label-subject_sex = Sex
label-subject_nationalities = Nationalities
label-subject_nationalities-hint = Two-letter country codes, for example VN TH LA.
label-subject_documents = Identity documents
label-document_kind = Document
label-document_number = Number
label-document_issuer = Country of issue
label-subject_role = Role of the person in the case
label-in_reply_to = Request
choose-one = Choose
required-mark = required

## New request, reply, approval
new-title = New request
new-intro = What do you want to ask?
new-no-partner = No partner agency is connected yet. The administrator exchanges agency cards first.
new-no-agreement = The register holds no agreement yet. Without a legal basis a request is stopped by the checks.
new-button = Check and hand over for approval
new-next = The checks run at once. Then a second officer approves the request before it leaves.
part-receiver = Receiver and language
part-question = Question
part-person = Person
part-purpose = Purpose and legal basis
part-conditions = Conditions
part-answer = Answer
reply-to = Reply to: { $kind }
reply-button = Check and hand over for approval
reply-prefilled = Purpose and legal basis are taken from the request.
approve-title = Approve
approve-intro = Read what will leave the agency. Your approval is recorded with your account.
approve-recipient = It goes to { $agency }.
approve-button = Approve and send
approve-cancel = Back without approving
summary-title = There is a problem
notice-created = Saved. It now waits for approval by a second officer.
notice-stopped = Saved, but stopped by the checks. See what would clear it below.
notice-approved = Approved. The envelope is sealed and sent as soon as the partner can be reached.
notice-taken-up = Taken up.

## Search
search-title = Search the register
search-intro = Names are found across Vietnamese, Thai, Lao and Latin writing. Every search is recorded.
search-name = Name
search-name-hint = In any script, as printed.
search-born = Date of birth
search-born-hint = Optional. YYYY, YYYY-MM or YYYY-MM-DD; a year from 2300 on is read as Buddhist Era.
search-document = Document number
search-document-hint = Optional.
search-button = Search
search-results = { $count ->
    [one] 1 possible match
   *[other] { $count } possible matches
}
search-none = Nobody in the register is like this. Try another spelling, fewer words, or the document number.
screen-done = { $count } rows held against the register: { $matched } may be persons of it ({ $hits } hits), { $refused } could not be read.
match-score = { $percent } % alike
match-asked = Asked
match-register = Register
match-words = Word by word
match-lead = A match is a lead, never proof. An officer decides.
match-none = Nobody in our register is like this person.
match-birth = Date of birth
match-document = Document
match-person-id = Register number
route-exact = the same letters
route-folded = the same letters without marks
route-sound = sounds alike
route-spelling = nearly the same spelling
route-initial = initial that fits
agree-agrees = agrees
agree-differs = differs
agree-unknown = not known

## Gates
gate-S01 = Purpose and necessity
gate-S13 = Legal basis
gate-S18 = Handling code
gate-S26 = Four eyes
moment-create = When written
moment-approve = Before approval
moment-transmit = Before sending
moment-receive = On arrival
verdict-pass = Passed
verdict-warn = Warning
verdict-block = Stopped
gate-source = Source: { $source }
gate-unconfirmed = to be confirmed by a legal officer
gate-cure = What clears it: { $cure }
gate-ground = Ground: { $ground }
gate-rules = Rules of version { $version }
gate-none = No check has run yet.
gate-all-passed = Every check passed
gate-has-warning = Passed, with a warning
gate-has-block = Stopped by a check
gate-s01-pass = The purpose is in the closed list and the necessity is given.
gate-s01-missing = No purpose is given.
gate-s01-not-listed = The purpose is not in the closed list.
gate-s01-other-purpose = The reply serves another purpose than the request.
gate-s01-necessity = The necessity is not explained.
gate-s01-fishing = The request asks for everybody instead of a person or a matter.
gate-s01-cure-purpose = Choose a purpose from the list.
gate-s01-cure-same = Answer for the purpose of the request, or write a new request.
gate-s01-cure-necessity = Say in at least 20 characters why this is needed about this person.
gate-s01-cure-fishing = Name the person, the document or the matter.
gate-s13-pass = An agreement in force covers the exchange of information between both agencies.
gate-s13-missing = No legal basis is named.
gate-s13-unknown = The named agreement is not in our register.
gate-s13-other-parties = The named agreement does not bind both agencies.
gate-s13-not-in-force = The named agreement is not in force.
gate-s13-no-effect = The named agreement is no basis for exchanging information.
gate-s13-unconfirmed = That the agreement is in force rests on reports only.
gate-s13-cure-name = Name an agreement in force that binds both agencies and covers the exchange of information.
gate-s13-cure-register = The secretariat or the legal officer enters the agreement first.
gate-s13-cure-confirm = A legal officer confirms the state of the agreement.
gate-s18-pass = The handling code and the conditions agree.
gate-s18-missing = No handling code is given.
gate-s18-no-words = The restrictions are not written out.
gate-s18-court = H1 excludes use in court without permission, but use in court is allowed.
gate-s18-onward = H2 excludes onward transfer without permission, but a transfer is allowed.
gate-s18-cure-code = Choose a handling code from H0 to H3.
gate-s18-cure-words = Write the restrictions or the listed agencies in words.
gate-s18-cure-court = Choose H0, or set use in court to “ask first” or “no”.
gate-s18-cure-onward = Choose another code, or set onward transfer to “ask first” or “nobody”.
gate-s26-pass = Author and approver are two officers.
gate-s26-later = A second officer approves it later.
gate-s26-same = Author and approver are the same officer.
gate-s26-missing = No second officer has approved it.
gate-s26-cure = Another officer approves it.

## Delivery
delivery-none = It has not left the agency.
delivery-queued = In the outbox. It is sent as soon as the partner can be reached.
delivery-received = Received from the partner.
delivery-verified = Receipt verified
delivery-unverified = Receipt NOT verified: telephone the partner’s contact point and inform your legal officer.
delivery-receipt-at = Received by the partner
delivery-signer = Receipt signed by
delivery-outcome = Outcome
delivery-outcome-accepted = accepted
delivery-outcome-quarantined = kept from officers by the partner
delivery-sha256 = SHA-256 of the envelope
delivery-log = Partner’s log
delivery-received-at = Received here
delivery-own-log = Our log
delivery-log-size = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
delivery-seq = Sequence
delivery-tries = Failed attempts
delivery-last-error = Last failure
delivery-refused = Refused by the partner
delivery-refresh = This part renews itself every few seconds.
refusal-unknown_partner = The partner does not know this agency yet. Exchange agency cards; then the queue moves by itself.
refusal-partner_suspended = The partner has suspended the partnership. Telephone the contact point.
refusal-wrong_certificate = The certificate is not the one on the card. Send the new agency card.
refusal-wrong_addressee = That agency does not live at this address. Correct the partner’s card.
refusal-bad_envelope = The envelope cannot be read. Report it as a fault of the program.
refusal-bad_signature = A signature does not verify. Compare fingerprints by telephone.
refusal-replay = The same number was used for other bytes. The administrator runs the recovery.
refusal-gap = Earlier entries are missing. They are sent again by themselves.
refusal-too_large = The message is longer than the limit. Make it shorter and send it as a new one.
refusal-bad_body = The message is not valid for its type. Correct it and send it as a new one.
refusal-cannot_open = The partner cannot open it. Fetch the partner’s present card and send it as a new message.
refusal-unknown_version = The two programs speak different versions. Update the older one.
refusal-not_allowed = The partner does not take this type of message. Agree on the type first.
refusal-clock = The clocks differ too much. Set the clock; it is sent again by itself.
refusal-busy = The partner has too much to do. It is sent again by itself.
refusal-internal = The partner’s program failed. It is sent again by itself.
refusal-unreachable = The partner cannot be reached. It is tried again by itself.
refusal-bad_answer = The partner’s answer cannot be read. It is tried again by itself; if it stays so, telephone the contact point.

## History
history-none = No entry yet.
history-refused = refused
detail-sealed = envelope no. { $number } sealed
detail-receipt = receipt no. { $number }
detail-number = no. { $number }
detail-sorted = { $kind }, possible matches: { $hits }
detail-stray = a reply to no request of ours
actor-officer = Officer { $name }
actor-operator = Operator at the machine
actor-worker = The node itself
actor-partner = Partner { $name }
actor-stranger = Unknown
action-create_request = wrote the request
action-approve_message = approved
action-read_content = read
action-take_up = took it up
action-create_reply = wrote the reply
action-search = searched the register
action-screen = held a list against the register
action-import_persons = imported persons
action-import_records = imported records
action-manage_users = changed accounts
action-manage_partners = changed partners
action-read_log = read the log
action-operate_node = changed the node
action-sign_in = signed in or out
action-transmit = delivered the envelope
action-receive = received the envelope
action-process_inbox = sorted it into the inbox

## States
state-draft = Draft
state-checks_failed = Checks failed
state-ready = Waiting for approval
state-approved = Approved
state-transmitted = Transmitted
state-delivered = Delivered
state-acknowledged = Acknowledged
state-in_execution = In execution
state-clarification = Clarification
state-answered_partial = Answered in part
state-answered = Answered
state-refused = Refused
state-transferred = Moved to another channel
state-feedback_given = Feedback given
state-closed = Closed
state-recalled = Recalled
state-expired = Expired

## Codes
purpose-PREVENT = Prevent crime
purpose-DETECT = Detect crime
purpose-INVESTIGATE = Investigate a crime
purpose-PROSECUTE = Prosecute a crime
purpose-EXECUTE_SENTENCE = Execute a sentence
purpose-LOCATE_FOR_EXTRADITION = Locate a person so that extradition can be asked for
purpose-IDENTIFY = Identify a person or an object
purpose-FIND_MISSING = Find a missing person
purpose-PROTECT_VICTIM = Protect a victim
purpose-WARN = Warn of a danger
purpose-HUMANITARIAN = Humanitarian or consular help
purpose-ADMIN_COOPERATION = Administration of the cooperation itself
area-DRUG = Drugs
area-TERR = Terrorism
area-THB = Trafficking in persons
area-TOC = Transnational organised crime
area-ENV = Environmental crime
area-ML = Money laundering
area-MIG = Illegal migration
area-CYB = High-tech crime
area-ARMS = Weapons
area-FUG = Fugitives
area-PRIS = Prison management
area-BORD = Border security
urgency-normal = Normal
urgency-normal-hint = answer within 7 days
urgency-urgent = Urgent
urgency-urgent-hint = answer within 8 hours
handling-H0 = Only for preventing and combating crime
handling-H1 = Not in judicial proceedings without the provider’s permission
handling-H2 = Not to be passed on without the provider’s permission
handling-H3 = Other restrictions, written out in words
onward-none = To nobody
onward-ask = After asking the provider, case by case
onward-listed = To the agencies listed in the restrictions
judicial-no = No
judicial-ask = After asking the provider
judicial-yes = Yes
evaluation-none = Not evaluated
evaluation-source-A = A: no doubt about the source
evaluation-source-B = B: source mostly reliable
evaluation-source-C = C: source mostly unreliable
evaluation-source-X = X: reliability cannot be judged
evaluation-information-1 = 1: accuracy not in doubt
evaluation-information-2 = 2: known to the source at first hand
evaluation-information-3 = 3: not first hand, but supported
evaluation-information-4 = 4: cannot be supported
evaluation-other = Grid { $grid }: source { $source }, information { $information }
outcome-positive = Found or confirmed
outcome-partial = Answered in part
outcome-negative = No record, or not confirmed
outcome-not_competent = Not for this agency to answer
verify-identity = Identity
verify-document = Document
verify-record = Criminal or other record
verify-address = Address
verify-vehicle = Vehicle
verify-travel = Journey
verify-biometric = Biometric data
document-passport = Passport
document-national_id = Identity card
document-border_pass = Border pass
document-driving_licence = Driving licence
document-other = Other document
sex-female = Female
sex-male = Male
sex-unspecified = Unspecified in the document
person-suspect = Suspect
person-accused = Accused
person-convicted = Convicted
person-wanted = Wanted person
person-witness = Witness
person-victim = Victim
person-missing = Missing person
person-associate = Associate
person-unidentified = Not identified
person-misused_identity = Misused identity
calendar-gregorian = Common Era
calendar-buddhist = Buddhist Era
birth-both = { $common } (B.E. { $buddhist })
birth-printed = printed: { $text }
scheme-RTGS = RTGS romanisation
scheme-respelling = Vietnamese respelling
scheme-passport = As in the passport
lang-vi = Vietnamese
lang-th = Thai
lang-lo = Lao
lang-en = English
country-VN = Viet Nam
country-TH = Thailand
country-LA = Laos
agreement-proposed = proposed
agreement-negotiating = being negotiated
agreement-text_agreed = text agreed
agreement-signed = signed
agreement-awaiting_entry = waiting for entry into force
agreement-in_force = in force
agreement-suspended = suspended
agreement-expired = expired
agreement-terminated = terminated
agreement-superseded = superseded
ground-G-POL = Political offence
ground-G-MIL = Military offence
ground-G-DISC = Discriminatory prosecution or punishment
ground-G-TORT = Danger of torture or ill-treatment
ground-G-FAIR = No fair trial
ground-G-ABSENTIA = Judgment in absentia without retrial
ground-G-ADHOC = Extraordinary court
ground-G-NEBIS = Already judged (non bis in idem)
ground-G-TIME = Limitation
ground-G-AMNESTY = Amnesty or pardon
ground-G-DUAL = No dual criminality
ground-G-THRESH = Below the threshold of seriousness
ground-G-NATIONAL = National of the requested state
ground-G-DEATH = Death penalty without assurance
ground-G-EXTRATERR = Committed outside the territory of the requesting state
ground-G-LINKED = The fates of two persons are linked
ground-G-DISGUISED = Disguised extradition
ground-G-SECURITY = Essential security interest
ground-G-ONGOING = Harms an ongoing investigation
ground-G-PERSON-RISK = Puts a person at risk
ground-G-NOBASIS = No legal basis
ground-G-FORM = A required form or field is missing
ground-G-NOTHELD = Not held, not known here
ground-G-THIRD = A third party has not agreed
ground-G-EXCESSIVE = Excessive or not necessary
ground-G-CHILD_VICTIM = The person is a child or a victim
ground-G-HUMANITARIAN = Humanitarian reasons

## Faults of fields
field-required = Fill in this field.
field-too-long = This text is too long. Shorten it.
field-too-many = Too many entries. Name at most 16.
field-code = Choose an entry of the list.
field-date = Write the date as YYYY, YYYY-MM or YYYY-MM-DD.
field-same-language = Choose two different languages, or leave the second wording empty.
subject-names = Give at least one name of at most 200 characters.
subject-birth = This is not a date. Write it as YYYY, YYYY-MM or YYYY-MM-DD.
subject-documents = Give each document a number of at most 200 characters.
subject-nationalities = Use two-letter country codes, for example VN, TH or LA.
identifiers-minimum = Give one document, or two of: full name, date of birth, nationality.
authentic-not-a-language = The authentic language must be one of the languages of the text.
evaluation-not-in-grid = Choose both source and information, or neither.
to-own-agency = Choose another agency than your own.
ground-required = Choose at least one ground.

## Denials and errors
denied-role = Your roles do not allow this. Ask a colleague with the right role.
denied-own-message = You wrote this message. Another officer must approve it.
error-title = This did not work
error-not-found-title = Not found
error-denied-title = Not allowed
error-not-found = This page or message does not exist, or it is not for you. Check the address, or go back to the inbox.
error-conflict = Somebody changed this at the same time, or it exists already. Open it again and look.
error-internal = The program failed. Nothing was changed. Try again; if it stays so, tell the administrator the time shown here.
error-store-busy = The node is busy. Wait a moment and try again.
error-store-full = The disk of the node is full. Nothing was changed. Tell the administrator.
error-sign-in = Account and password do not match. After five failed attempts an account waits five minutes.
message-too-large = The message is too large to be sent. Shorten its texts.
answer-by-range = The date for the answer must lie within a year after the message was written.
error-stopped = The legal checks stopped this request. It can only be answered as not competent, with a ground.
error-account-lower = An account name is written in small letters.
error-last-administrator = This is the last administrator. Make another one first.
error-card-other-pin = This card names the certificate of another partner. Ask the agency for its own card.
error-request-not-open = This request is no longer open.
error-reply-waiting = A reply to this request is already waiting for approval.
error-not-waiting-for-approval = This message is not waiting for approval any more.
error-unknown-partner = This agency is not a partner yet. Exchange agency cards first.
error-name-refused = This name cannot be searched. Write at least two letters, in at most 200 characters.
error-born = This is not a date. Write it as YYYY, YYYY-MM or YYYY-MM-DD.
error-password-short = The password is too short. Use at least 12 characters.
error-form-expired = This form is no longer valid, perhaps because you signed in again. Nothing was sent. Go back, load the page again and repeat.
error-form-too-large = The form is too large. Shorten the texts.
error-faults = Some fields are missing or wrong. Correct them and send the form again.
error-state = This step does not fit where the message stands now. Open it again and look.
error-back = Back to the inbox
error-time = Time: { $time }

## Roles
role-liaison_officer = Liaison officer
role-duty_desk = Duty desk
role-legal_officer = Legal officer
role-approver = Approver
role-secretariat = Secretariat
role-data_protection = Data protection officer
role-oversight = Oversight
role-administrator = Administrator

## Commands
birth-agrees = birth date agrees
birth-differs = birth date differs
birth-unknown = birth date not known
document-same = same document number
error-administrator-alone = The administrator reads no content: give that role alone.
error-card-not-newer = This card is not newer than the one known here. Ask the partner for the present card.
error-card-other-keys = This card is signed with other keys than the known one. Telephone the partner’s contact point and compare fingerprints.
error-card-serial = A newer card of this agency has already been issued.
error-fingerprint = The fingerprint does not fit the card. Telephone the partner’s contact point and compare it again.
error-not-a-request = This is not a received request.
error-own-card = This is the card of your own agency. Add the partner’s card.
error-password-long = The password is too long. Use at most 256 bytes.
error-reply-needs-request = A reply is written to a request. Open the request first.
error-roles-missing = Give the account at least one role.

## Law packs
law-pack-counts = { $values } values, { $open } to be confirmed by a legal officer
law-pack-own = the agency’s own
