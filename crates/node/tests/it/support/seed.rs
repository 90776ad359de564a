//! The seed files of the demo, and who works at the two agencies of the tests.

pub(crate) const RECORD: &str = include_str!("../../../seed/record.yaml");
pub(crate) const REQUEST: &str = include_str!("../../../seed/request.yaml");
pub(crate) const REPLY: &str = include_str!("../../../seed/reply.yaml");
pub(crate) const PERSONS_VN: &str = include_str!("../../../seed/persons-vn.jsonl");
pub(crate) const PERSONS_TH: &str = include_str!("../../../seed/persons-th.jsonl");

/// What is particular to an agency of the tests. Its officers are invented.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) agency: &'static str,
    pub(crate) country: &'static str,
    pub(crate) name: &'static str,
    pub(crate) liaison: &'static str,
    pub(crate) approver: &'static str,
    pub(crate) secretary: &'static str,
    pub(crate) guardian: &'static str,
    pub(crate) persons: &'static str,
}

pub(crate) static VIET_NAM: Plan = Plan {
    agency: "vn.mps",
    country: "VN",
    name: "Bộ Công an (bản thử)",
    liaison: "lan",
    approver: "minh",
    secretary: "thu",
    guardian: "dung",
    persons: PERSONS_VN,
};

pub(crate) static THAILAND: Plan = Plan {
    agency: "th.rtp",
    country: "TH",
    name: "สำนักงานตำรวจแห่งชาติ (ทดสอบ)",
    liaison: "malee",
    approver: "anan",
    secretary: "kanya",
    guardian: "prida",
    persons: PERSONS_TH,
};
