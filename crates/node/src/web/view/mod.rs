//! Models: what a page shows, in the reader's language, ready for a template. A model is made from
//! domain types alone, so that tests can make every page without a node.

pub(super) mod agencies;
pub(super) mod body;
pub(super) mod case;
pub(super) mod clock;
pub(super) mod delivery;
pub(super) mod frame;
pub(super) mod gates;
pub(super) mod history;
pub(super) mod hits;
pub(super) mod message;
pub(super) mod person;
pub(super) mod row;
pub(super) mod watch;
