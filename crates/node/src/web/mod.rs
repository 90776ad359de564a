//! The pages officers read and fill in: sign-in, inbox, requests and their threads, forms, search.
//!
//! Pages are made at the server, work without JavaScript and load nothing from elsewhere. A page
//! asks a use case of `app/`, turns the answer into a model of `view/`, and fills a template. This
//! module decides nothing: whether somebody may do something is asked of the use case.
//!
//! Invariant: every route stands in the table of [`router`] with who may use it. Invariant: no form
//! is read before its token and its origin are checked (`csrf`). Invariant: no text of a message
//! reaches a page unescaped.
//!
//! Start at [`router`].

mod cookies;
mod csrf;
mod forms;
mod lang;
mod pages;
mod respond;
mod router;
mod session;
mod statics;
mod view;

pub use router::router;

#[cfg(test)]
mod tests;
