//! The packs that come with the program: the folder `packs` of the source, built in.

use super::PackFile;

/// A file of the folder, under the name faults print.
macro_rules! file {
    ($name:literal) => {
        PackFile { name: $name, text: include_str!(concat!("../../../../packs/", $name)) }
    };
}

/// Id and files of each pack.
pub(super) const PACKS: &[(&str, &[PackFile<'static>])] = &[
    ("asean", &[file!("asean/pack.toml"), file!("asean/treaties.toml")]),
    (
        "comity",
        &[
            file!("comity/pack.toml"),
            file!("comity/conduct.toml"),
            file!("comity/watch.toml"),
            file!("comity/cues.toml"),
        ],
    ),
    ("interpol", &[file!("interpol/pack.toml")]),
    (
        "la",
        &[
            file!("la/pack.toml"),
            file!("la/offences.toml"),
            file!("la/calendar.toml"),
            file!("la/treaties.toml"),
        ],
    ),
    (
        "th",
        &[
            file!("th/pack.toml"),
            file!("th/offences.toml"),
            file!("th/calendar.toml"),
            file!("th/treaties.toml"),
        ],
    ),
    ("un", &[file!("un/pack.toml"), file!("un/treaties.toml")]),
    (
        "vn",
        &[
            file!("vn/pack.toml"),
            file!("vn/offences.toml"),
            file!("vn/calendar.toml"),
            file!("vn/treaties.toml"),
        ],
    ),
];
