//! The neutral answer: what the state of origin of a protected person gets, byte for byte what it gets
//! about a person who is merely not found. It is built from nothing, so that it can betray nothing.

use super::reply::{Reply, ReplyOutcome};
use super::{Body, Message};
use std::collections::BTreeMap;

use crate::codes::Urgency;
use crate::handling::{Handling, HandlingCode, JudicialUse, OnwardTransfer};
use crate::ids::{MessageId, OfficerId};
use crate::lang::{Lang, Text, TextStatus, Wording};
use crate::limits;
use crate::time::Timestamp;

const CHECKED: [(Lang, &str); 4] = [
    (Lang::Vi, "Các nguồn thông tin mà cơ quan chúng tôi được phép sử dụng."),
    (Lang::Th, "แหล่งข้อมูลที่หน่วยงานของเราใช้ได้ตามกฎหมาย"),
    (Lang::Lo, "ແຫຼ່ງຂໍ້ມູນທີ່ໜ່ວຍງານຂອງພວກເຮົານຳໃຊ້ໄດ້ຕາມກົດໝາຍ."),
    (Lang::En, "The sources our agency may use by law."),
];
const ANSWER: [(Lang, &str); 4] = [
    (Lang::Vi, "Chúng tôi không thể thực hiện yêu cầu này."),
    (Lang::Th, "เราไม่สามารถดำเนินการตามคำขอนี้ได้"),
    (Lang::Lo, "ພວກເຮົາບໍ່ສາມາດປະຕິບັດຕາມຄຳຮ້ອງຂໍນີ້ໄດ້."),
    (Lang::En, "We cannot execute this request."),
];
const CONDITIONS: [(Lang, &str); 4] =
    [(Lang::Vi, "Không có."), (Lang::Th, "ไม่มี"), (Lang::Lo, "ບໍ່ມີ."), (Lang::En, "None.")];

/// The words of the neutral answer.
pub fn reply() -> Reply {
    Reply {
        outcome: Some(ReplyOutcome::Negative),
        checked: text(&CHECKED),
        data_date: None,
        answer: text(&ANSWER),
        conditions: text(&CONDITIONS),
        unanswered: Text::default(),
        grounds: Vec::new(),
        record: None,
    }
}

/// What makes one neutral answer another than the next: nothing that depends on why it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeutralStamp {
    /// The new message's id, drawn for the hour at which it leaves.
    pub id: MessageId,
    /// The officer who answers.
    pub author: OfficerId,
    /// The hour at which it leaves.
    pub at: Timestamp,
}

/// The whole message that answers a request neutrally. Whatever is not a constant comes from the request or
/// from the stamp.
pub fn message(asked: &Message, stamp: NeutralStamp) -> Message {
    Message {
        id: stamp.id,
        thread: asked.thread,
        in_reply_to: Some(asked.id),
        from: asked.to.clone(),
        to: asked.from.clone(),
        channel: asked.channel,
        created_at: stamp.at,
        author: stamp.author,
        legal_signer: None,
        approver: None,
        urgency: Urgency::Normal,
        urgency_reason: Text::default(),
        answer_by: None,
        purpose: asked.purpose.clone(),
        necessity: Text::default(),
        crime_areas: asked.crime_areas.clone(),
        legal_basis: asked.legal_basis.clone(),
        handling: Some(Handling { code: HandlingCode::H1, text: Text::default() }),
        onward_transfer: OnwardTransfer::None,
        judicial_use: JudicialUse::No,
        evaluation: None,
        languages: Lang::ALL.to_vec(),
        authentic: Lang::ALL.to_vec(),
        charge: None,
        third_party: None,
        secrecy: None,
        absent: BTreeMap::new(),
        body: Body::Reply(reply()),
    }
}

/// Whether a message is the whole neutral answer to a request, and nothing in it more or less.
pub fn is_neutral(answer: &Message, asked: &Message) -> bool {
    let author = answer.author.clone();
    let same = NeutralStamp { id: answer.id, author, at: answer.created_at };
    let approver = answer.approver.clone();
    *answer == Message { approver, ..message(asked, same) }
}

/// When a neutral answer leaves: at an hour counted from the arrival of the request, the same whatever
/// the reason and whenever the officer was done. Who is done later waits for the next such hour.
pub fn release_at(received_at: Timestamp, urgency: Urgency, done_at: Timestamp) -> Timestamp {
    let (first, step) = match urgency {
        Urgency::Urgent => (limits::NEUTRAL_URGENT_MS, limits::NEUTRAL_URGENT_STEP_MS),
        Urgency::Normal => (limits::NEUTRAL_NORMAL_MS, limits::NEUTRAL_NORMAL_STEP_MS),
    };
    let first = received_at.plus_ms(first);
    let late = done_at.0.saturating_sub(first.0).max(0);
    let steps = late.checked_add(step - 1).map_or(i64::MAX, |ms| ms / step);
    first.plus_ms(steps.saturating_mul(step))
}

fn text(wordings: &[(Lang, &str); 4]) -> Text {
    let official = |text: &str| Wording { text: text.to_owned(), status: TextStatus::Official };
    Text(wordings.iter().map(|(lang, text)| (*lang, official(text))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn the_hour_is_counted_from_the_arrival_and_never_from_the_work() {
        let arrived = Timestamp(1_000);
        let normal = |done: i64| release_at(arrived, Urgency::Normal, Timestamp(1_000 + done));
        let urgent = |done: i64| release_at(arrived, Urgency::Urgent, Timestamp(1_000 + done));
        let at = |hours: i64| Timestamp(1_000 + hours * HOUR);
        for done in [0, 1, 5 * HOUR, 71 * HOUR, 72 * HOUR] {
            assert_eq!(normal(done), at(72));
        }
        assert_eq!(normal(72 * HOUR + 1), at(96));
        assert_eq!(normal(96 * HOUR), at(96));
        assert_eq!(urgent(0), at(6));
        assert_eq!(urgent(6 * HOUR + 1), at(7));
        assert_eq!(
            release_at(Timestamp(5_000), Urgency::Normal, Timestamp(0)).0,
            5_000 + 72 * HOUR
        );
    }
}
