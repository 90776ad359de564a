//! Every limit of the product in one place. A limit is part of the contract: what exceeds it is
//! refused with its own code and harms nothing else.

/// Bytes of an agency id.
pub const AGENCY_ID_BYTES_MAX: usize = 64;
/// Bytes of account, agreement, person and record ids.
pub const LABEL_BYTES_MAX: usize = 80;
/// Characters of one text field in one language.
pub const TEXT_CHARS_MAX: usize = 8_000;
/// Characters of a short text (an article, a document number, a place).
pub const SHORT_TEXT_CHARS_MAX: usize = 200;
/// Letters of a necessity text below which it says nothing.
pub const NECESSITY_LETTERS_MIN: usize = 20;
/// Months of eighteen years: whoever has lived fewer is a child.
pub const FULL_AGE_MONTHS: u16 = 216;
/// How long after it was written a message may want its answer, milliseconds.
pub const ANSWER_BY_MS_MAX: i64 = 366 * 24 * 60 * 60 * 1_000;
/// Moves of one clock that leave it open: whoever asks for more time more often does not answer.
pub const CLOCK_TURNS_MAX: usize = 64;
/// How far ahead of the latest time that was believed the machine's time may be and still be believed,
/// milliseconds: a night without the machine is ordinary, days are not.
pub const CLOCK_JUMP_MS_MAX: i64 = 12 * 60 * 60 * 1_000;
/// How often the latest time that was believed is written down, milliseconds.
pub const TIME_SEEN_MS: i64 = 60 * 1_000;
/// Clocks that one step of the worker marks.
pub const CLOCK_BATCH: u32 = 64;
/// Names of one person in a message.
pub const NAMES_MAX: usize = 32;
/// Documents of one person in a message.
pub const DOCUMENTS_MAX: usize = 16;
/// Fields one message may declare absent.
pub const ABSENT_MAX: usize = 64;
/// Legal bases, crime areas, grounds or languages named in one message.
pub const LIST_MAX: usize = 16;
/// Bytes of one envelope on the wire; a larger one is refused before it is read.
pub const ENVELOPE_BYTES_MAX: usize = 256 * 1024;
/// Envelopes in one delivery to a partner.
pub const BATCH_ENVELOPES_MAX: usize = 32;
/// Bytes of an agency card file.
pub const CARD_BYTES_MAX: usize = 64 * 1024;
/// Types of message a card names at most.
pub const CARD_KINDS_MAX: usize = 32;
/// Bytes of one file of a law pack.
pub const PACK_FILE_BYTES_MAX: usize = 512 * 1024;
/// Files of one law pack.
pub const PACK_FILES_MAX: usize = 32;
/// Bytes of a page form: a Thai letter takes nine of them on its way from a browser.
pub const FORM_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Bytes of a draft file.
pub const DRAFT_BYTES_MAX: usize = 512 * 1024;
/// Bytes of a file given to `comity import`.
pub const IMPORT_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Bytes of one line of an import file.
pub const IMPORT_LINE_BYTES_MAX: usize = 256 * 1024;
/// From how many thousandths of the person score on a request is taken to be about a protected person of
/// the register. Low on purpose: a legal officer says when it is somebody else.
pub const PROTECTED_HIT_PERMILLE_MIN: i64 = 500;
/// How long after the arrival of a request its neutral answer leaves, milliseconds: three days. The house's
/// choice: long enough for every search that such a request may need.
pub const NEUTRAL_NORMAL_MS: i64 = 72 * 60 * 60 * 1_000;
/// How long a neutral answer that is late waits for the next hour, milliseconds.
pub const NEUTRAL_NORMAL_STEP_MS: i64 = 24 * 60 * 60 * 1_000;
/// As [`NEUTRAL_NORMAL_MS`], for an urgent request: six of the eight hours it has.
pub const NEUTRAL_URGENT_MS: i64 = 6 * 60 * 60 * 1_000;
/// As [`NEUTRAL_NORMAL_STEP_MS`], for an urgent request.
pub const NEUTRAL_URGENT_STEP_MS: i64 = 60 * 60 * 1_000;
/// Figures below this are not told outside the agency: they could point at a person.
pub const SMALL_CELL_MIN: u64 = 5;
/// Results of one search.
pub const SEARCH_RESULTS_MAX: u32 = 100;
/// Persons with a document looked for that are compared for one search.
pub const SEARCH_CANDIDATES_MAX: u32 = 2_000;
/// Bytes of one row of a list given to `comity screen`; a longer one is refused and passed over.
pub const SCREEN_ROW_BYTES_MAX: usize = 256 * 1024;
/// Further lines one row of a table may go over.
pub const SCREEN_ROW_LINES_MAX: usize = 64;
/// Columns of a table given to `comity screen`.
pub const SCREEN_COLUMNS_MAX: usize = 1_000;
/// Bytes of the footer of a Parquet file.
pub const SCREEN_PARQUET_FOOTER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Elements of the schema of a Parquet file: columns, and what they stand in.
pub const SCREEN_PARQUET_SCHEMA_MAX: u64 = 4_000;
/// How deep columns of a Parquet file stand in each other.
pub const SCREEN_PARQUET_DEPTH_MAX: usize = 16;
/// Bytes of the head of a page of a Parquet file.
pub const SCREEN_PARQUET_PAGE_HEAD_BYTES_MAX: usize = 64 * 1024;
/// Bytes of a page of a Parquet file, before and after it is decompressed.
pub const SCREEN_PARQUET_PAGE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Values of a page of a Parquet file.
pub const SCREEN_PARQUET_PAGE_VALUES_MAX: u64 = 1 << 20;
/// Values in the lists of one column of one row group of a Parquet file.
pub const SCREEN_PARQUET_LIST_VALUES_MAX: u64 = 1 << 22;
/// Rows of a list that are held against the register before results are written and confirmed.
pub const SCREEN_BATCH_ROWS: usize = 256;
/// Characters of the reason of a screening, which the audit log keeps.
pub const SCREEN_REASON_CHARS_MAX: usize = 500;
/// Persons with the nearest names that are compared for each name of a search. More than are shown:
/// a birth date may choose among many of one name.
pub const NAME_CANDIDATES: usize = 200;
/// How long a stored search may be watched for, milliseconds: a year, practice of alerts that are
/// reviewed yearly; to be confirmed by a legal officer.
pub const WATCH_MS_MAX: i64 = 366 * 24 * 60 * 60 * 1_000;
/// Stored searches that may be open at a time.
pub const WATCHES_OPEN_MAX: u32 = 5_000;
/// Changed entries of the register that are held against the stored searches in one step.
pub const WATCH_BATCH: u32 = 500;
/// Names of stored searches that one name of a changed entry is compared with; every search for such a
/// name is looked at in full.
pub const WATCH_CANDIDATES_MAX: usize = 200;
/// Rows of one listing page.
pub const LIST_ROWS_MAX: u32 = 500;
/// Time a lease on an outbox row is held, milliseconds.
pub const LEASE_MS: i64 = 60_000;
/// First wait before a delivery is tried again, milliseconds.
pub const RETRY_DELAY_MS_MIN: i64 = 500;
/// Longest wait before a delivery is tried again, milliseconds.
pub const RETRY_DELAY_MS_MAX: i64 = 5 * 60 * 1_000;
/// Time a whole delivery may take, milliseconds.
pub const DELIVERY_TIMEOUT_MS: u64 = 20_000;
/// Wait of an idle worker between two looks at its table, milliseconds.
pub const WORKER_IDLE_MS: u64 = 150;
/// Connections one listener serves at a time.
pub const CONNECTIONS_MAX: usize = 256;
/// Time a TLS handshake may take, milliseconds.
pub const HANDSHAKE_TIMEOUT_MS: u64 = 10_000;
/// Connections one address may hold to one listener.
pub const CONNECTIONS_PER_ADDRESS_MAX: usize = 64;
/// Requests one connection may have under way at a time.
pub const STREAMS_MAX: u32 = 16;
/// Deliveries to different partners at a time.
pub const SENDERS: usize = 4;
/// Time one connection may stay open, milliseconds.
pub const CONNECTION_MS_MAX: u64 = 2 * 60 * 1_000;
/// Sign-in session lifetime, milliseconds.
pub const SESSION_MS: i64 = 8 * 60 * 60 * 1_000;
/// Wrong passwords before an account waits.
pub const SIGN_IN_FAILURES_MAX: i64 = 5;
/// How long an account waits after too many wrong passwords, milliseconds.
pub const SIGN_IN_WAIT_MS: i64 = 5 * 60 * 1_000;
/// Shortest password accepted, characters (NIST SP 800-63B asks for at least 8; we ask for more).
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Longest password accepted, bytes.
pub const PASSWORD_BYTES_MAX: usize = 256;
/// How long a body is kept where no pack says how long, milliseconds: half a year.
pub const RETENTION_UNKNOWN_MS: i64 = 183 * 24 * 60 * 60 * 1_000;
/// How far a partner's clock may be ahead of ours before an envelope is refused, milliseconds.
pub const CLOCK_AHEAD_MS_MAX: i64 = 10 * 60 * 1_000;
