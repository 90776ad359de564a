//! The neutral answer: what the state of origin of a protected person gets, byte for byte what it gets
//! about a person who is merely not found. It is built from nothing, so that it can betray nothing.

use super::draft::Draft;
use super::reply::{Reply, ReplyOutcome};
use crate::lang::{Lang, Text, TextStatus, Wording};

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

/// The neutral answer.
pub fn reply() -> Reply {
    Reply {
        outcome: ReplyOutcome::Negative,
        checked: text(&CHECKED),
        data_date: None,
        answer: text(&ANSWER),
        conditions: text(&CONDITIONS),
        unanswered: Text::default(),
        grounds: Vec::new(),
        record: None,
    }
}

/// Whether an answer is the neutral one.
pub fn is_neutral(answer: &Reply) -> bool {
    *answer == reply()
}

/// Whether a draft becomes the neutral answer, and nothing beside it.
pub fn is_neutral_draft(draft: &Draft) -> bool {
    let answer = Reply {
        outcome: draft.outcome.unwrap_or(ReplyOutcome::Positive),
        checked: draft.checked.clone(),
        data_date: draft.data_date,
        answer: draft.answer.clone(),
        conditions: draft.conditions.clone(),
        unanswered: draft.unanswered.clone(),
        grounds: draft.grounds.clone(),
        record: draft.record.clone(),
    };
    let bare = draft.third_party.is_none() && draft.charge.is_none() && draft.secrecy.is_none();
    bare && is_neutral(&answer)
}

fn text(wordings: &[(Lang, &str); 4]) -> Text {
    let official = |text: &str| Wording { text: text.to_owned(), status: TextStatus::Official };
    Text(wordings.iter().map(|(lang, text)| (*lang, official(text))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::Ground;
    use crate::message::draft::Draft;

    #[test]
    fn a_draft_is_neutral_whole_or_not_at_all() {
        let words = serde_json::to_value(reply()).unwrap();
        let draft: Draft = serde_json::from_value(words).unwrap();
        assert!(is_neutral_draft(&draft));
        type Turn = fn(&mut Draft);
        let turns: [Turn; 5] = [
            |d| d.outcome = Some(ReplyOutcome::Positive),
            |d| d.outcome = None,
            |d| d.answer = Text::draft(Lang::En, "No record."),
            |d| d.grounds = vec![Ground::NotHeld],
            |d| d.unanswered = Text::draft(Lang::En, "The address."),
        ];
        for turn in turns {
            let mut other = draft.clone();
            turn(&mut other);
            assert!(!is_neutral_draft(&other));
        }
    }
}
