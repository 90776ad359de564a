//! Ground codes: why a request is refused, postponed or answered in part. A refusal without a
//! ground does not exist.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::codes::code_list;

code_list!(
    /// Grounds that may be shown to the partner. What protects a person from the state of origin
    /// (a refugee's status) has no code here on purpose: that state receives the neutral answer
    /// it would receive for a person who was not found.
    Ground {
        /// Political character.
        Political = "G-POL",
        /// Military offence.
        Military = "G-MIL",
        /// Discriminatory prosecution or punishment.
        Discrimination = "G-DISC",
        /// Danger of torture or ill-treatment.
        Torture = "G-TORT",
        /// No fair trial.
        FairTrial = "G-FAIR",
        /// Judgment in absentia without retrial.
        InAbsentia = "G-ABSENTIA",
        /// Extraordinary court.
        AdHocCourt = "G-ADHOC",
        /// Already judged.
        NeBisInIdem = "G-NEBIS",
        /// Time-barred.
        TimeBarred = "G-TIME",
        /// Amnesty or pardon.
        Amnesty = "G-AMNESTY",
        /// No dual criminality.
        DualCriminality = "G-DUAL",
        /// Below the threshold of seriousness.
        Threshold = "G-THRESH",
        /// National of the requested state.
        Nationality = "G-NATIONAL",
        /// Death penalty without assurance.
        DeathPenalty = "G-DEATH",
        /// Committed outside the territory of the requesting state.
        Extraterritorial = "G-EXTRATERR",
        /// The fates of two persons are linked.
        Linked = "G-LINKED",
        /// A removal in place of extradition.
        Disguised = "G-DISGUISED",
        /// Essential security interest.
        Security = "G-SECURITY",
        /// Harms an ongoing investigation.
        Ongoing = "G-ONGOING",
        /// Puts a person at risk.
        PersonRisk = "G-PERSON-RISK",
        /// No legal basis.
        NoBasis = "G-NOBASIS",
        /// A required form or field is missing.
        Form = "G-FORM",
        /// Not held, not known here.
        NotHeld = "G-NOTHELD",
        /// A third party has not agreed.
        ThirdParty = "G-THIRD",
        /// Excessive or not necessary.
        Excessive = "G-EXCESSIVE",
        /// The person is a child or a victim.
        ChildOrVictim = "G-CHILD/VICTIM",
        /// Humanitarian reasons.
        Humanitarian = "G-HUMANITARIAN",
    }
);
