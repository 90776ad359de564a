//! Forms: what was typed ([`fields`]), how it is shown ([`control`]), and the draft it stands for.
//! A form that comes back with faults shows everything as it was typed.

pub(super) mod control;
pub(super) mod fields;
pub(super) mod person;
pub(super) mod prefill;
pub(super) mod reply;
pub(super) mod request;
pub(super) mod watch;
