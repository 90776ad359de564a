//! The neutral answer: what the state of origin of a protected person gets, byte for byte what it gets
//! about a person who is merely not found. It is built from nothing, so that it can betray nothing.

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

fn text(wordings: &[(Lang, &str); 4]) -> Text {
    let official = |text: &str| Wording { text: text.to_owned(), status: TextStatus::Official };
    Text(wordings.iter().map(|(lang, text)| (*lang, official(text))).collect())
}
