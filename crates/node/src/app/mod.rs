//! Use cases: one file each, named by what is done to what. A use case asks the rules for leave,
//! runs the gates, and writes everything in one transaction with its audit line.

pub mod alert_settle;
pub mod candidates;
pub mod card_issue;
pub mod cross_check;
pub mod denial;
pub mod doctor;
pub mod gate_run;
pub mod inbox_list;
pub mod index_keep;
pub mod log_verify;
pub mod message_approve;
pub mod message_receive;
pub mod message_show;
pub mod partner_add;
pub mod partner_list;
pub mod person_import;
pub mod person_match;
pub mod person_read;
pub mod record_import;
pub mod record_list;
pub mod register;
pub mod reply_create;
pub mod request_create;
pub mod screen_run;
pub mod search_run;
pub mod sign_in;
pub mod take_up;
pub mod user_add;
pub mod watch_alert;
pub mod watch_close;
pub mod watch_create;
pub mod watch_list;
