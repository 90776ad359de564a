//! What can be found when two descriptions of a person are held together.

/// Which part of a description a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// What holds before anything is compared.
    Start,
    /// The names.
    Name,
    /// The nicknames.
    Nickname,
    /// The dates of birth.
    Birth,
    /// Sex.
    Sex,
    /// The nationalities.
    Nationality,
    /// The document numbers.
    Document,
}

impl Aspect {
    /// Stable machine key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Name => "name",
            Self::Nickname => "nickname",
            Self::Birth => "birth",
            Self::Sex => "sex",
            Self::Nationality => "nationality",
            Self::Document => "document",
        }
    }
}

/// Declares the findings: variant, machine key, aspect.
macro_rules! findings {
    ($($(#[$doc:meta])* $variant:ident = $key:literal of $aspect:ident,)+) => {
        /// One thing found. The machine keys are stable; sentences are made of them elsewhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Finding {
            $($(#[$doc])* $variant,)+
        }
        impl Finding {
            /// Every finding.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Stable machine key.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// Which part of a description it is about.
            #[must_use]
            pub fn aspect(self) -> Aspect {
                match self { $(Self::$variant => Aspect::$aspect,)+ }
            }
        }
    };
}

findings! {
    /// Nothing compared yet: few whom a search brings up are the one meant.
    Start = "start" of Start,
    /// A name is the same.
    NameSame = "name-same" of Name,
    /// A name is likely the same name.
    NameAlike = "name-alike" of Name,
    /// The names are somewhat alike, not enough for one name.
    NameUnlike = "name-unlike" of Name,
    /// The names have little in common.
    NameOther = "name-other" of Name,
    /// A name of one is the nickname of the other.
    NameIsNickname = "name-is-nickname" of Name,
    /// A nickname is shared.
    NicknameSame = "nickname-same" of Nickname,
    /// Day, month and year of birth are the same.
    BirthSame = "birth-same" of Birth,
    /// Month and year are the same; a day is not known.
    BirthMonth = "birth-month" of Birth,
    /// The year is the same; the rest is not known. A first of January counts as unknown: registers
    /// write it for a year alone.
    BirthYear = "birth-year" of Birth,
    /// Day and month have changed places.
    BirthSwapped = "birth-swapped" of Birth,
    /// One figure of day or month differs, or two neighbours have changed places.
    BirthDigit = "birth-digit" of Birth,
    /// The years are 543 apart, the rest is the same: a Buddhist year read as a common one.
    BirthEra = "birth-era" of Birth,
    /// The years are 543 apart and the rest is not known.
    BirthEraYear = "birth-era-year" of Birth,
    /// One year apart, as the Thai year that began in April explains before 1941.
    BirthThaiYear = "birth-thai-year" of Birth,
    /// One year apart.
    BirthNextYear = "birth-next-year" of Birth,
    /// Day and month are the same, one figure of the year differs.
    BirthYearDigit = "birth-year-digit" of Birth,
    /// The year is the same, day or month differ.
    BirthDay = "birth-day" of Birth,
    /// The years differ.
    BirthOther = "birth-other" of Birth,
    /// The same sex.
    SexSame = "sex-same" of Sex,
    /// Another sex.
    SexOther = "sex-other" of Sex,
    /// A nationality is shared.
    NationSame = "nation-same" of Nationality,
    /// No nationality is shared.
    NationOther = "nation-other" of Nationality,
    /// A document has the same number.
    DocumentSame = "document-same" of Document,
    /// The same number on a document of another kind or issuer.
    DocumentElsewhere = "document-elsewhere" of Document,
    /// A number differs in one character, or two neighbours have changed places.
    DocumentSlip = "document-slip" of Document,
    /// A number differs as letters are misread (O and 0), or by what its check figure refutes.
    DocumentMisread = "document-misread" of Document,
    /// A number is one figure away, and both numbers pass their check.
    DocumentNear = "document-near" of Document,
    /// Another number of the same kind and issuer.
    DocumentOther = "document-other" of Document,
    /// Another identity number of the same issuer, where such numbers are for life.
    NationalIdOther = "national-id-other" of Document,
}
