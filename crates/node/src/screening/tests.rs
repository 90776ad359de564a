//! Lists as people make them, and as nobody should.

use super::*;
use crate::screening::column::Field;
use std::path::PathBuf;
use tempfile::TempDir;

fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (dir, path)
}

fn read_with(name: &str, bytes: &[u8], mapping: &Mapping) -> anyhow::Result<Vec<Row>> {
    let (_dir, path) = file(name, bytes);
    let mut rows = Rows::open(&path, Form::of(&path)?, mapping)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next_row()? {
        all.push(row);
    }
    Ok(all)
}

fn read(name: &str, bytes: &[u8]) -> Vec<Row> {
    read_with(name, bytes, &Mapping::default()).unwrap()
}

/// The lines that were refused, with the first words of the reason.
fn refused(rows: &[Row]) -> Vec<(u64, &str)> {
    rows.iter().filter_map(|row| Some((row.line, row.sought.as_ref().err()?.as_str()))).collect()
}

#[test]
fn a_table_is_read_by_the_names_of_its_columns_in_four_languages() {
    for (header, row) in [
        ("id,name,born,sex,nationality,document", "7,Lê Văn Thử,1985-03-12,m,vn,B123456"),
        (
            "STT;Họ và tên;Ngày sinh;Giới tính;Quốc tịch;Số hộ chiếu",
            "7;Lê Văn Thử;12/03/1985;Nam;Việt Nam;B123456",
        ),
        (
            "ลำดับ\tชื่อ-สกุล\tวันเกิด\tเพศ\tสัญชาติ\tหนังสือเดินทาง",
            "7\tLê Văn Thử\t๑๒/๐๓/๒๕๒๘\tชาย\tเวียดนาม\tB123456",
        ),
        (
            "ລຳດັບ,ຊື່ ແລະ ນາມສະກຸນ,ວັນເດືອນປີເກີດ,ເພດ,ສັນຊາດ,ໜັງສືຜ່ານແດນ",
            "7,Lê Văn Thử,12.03.1985,ຊາຍ,VNM,B123456",
        ),
        (
            "REF|family_name|Given-Name|Birth.Date|Gender|Country|Passport No",
            "7|Lê|Văn Thử|19850312|MALE|Viet Nam|B123456",
        ),
    ] {
        let rows = read("a.csv", format!("\u{feff}{header}\r\n{row}\r\n\r\n").as_bytes());
        assert_eq!(rows.len(), 1, "{header}");
        let (row, sought) = (&rows[0], rows[0].sought.as_ref().unwrap());
        assert_eq!((row.line, row.id.as_str()), (2, "7"), "{header}");
        assert!(sought.names[0].contains("Lê") && sought.names[0].contains("Văn Thử"), "{header}");
        let birth = sought.birth.as_ref().unwrap().date().unwrap();
        assert_eq!(birth.to_string(), "1985-03-12", "{header}");
        assert_eq!(sought.sex, Some(Sex::Male), "{header}");
        assert_eq!(sought.nationalities, ["VN"], "{header}");
        assert_eq!(sought.documents, ["B123456"], "{header}");
    }
}

#[test]
fn what_a_column_holds_can_be_said() {
    let mut mapping = Mapping::default();
    mapping.set("Kol 1", Field::Name);
    mapping.set("name", Field::Nothing);
    let rows = read_with("a.csv", b"kol_1,name\nLe Van Thu,xyz\n", &mapping).unwrap();
    assert_eq!(rows[0].sought.as_ref().unwrap().names, ["Le Van Thu"]);
    let none = read_with("a.csv", b"x,y\n1,2\n", &Mapping::default());
    assert!(none.unwrap_err().to_string().contains("--column"));
    mapping.set("absent", Field::Born);
    assert!(read_with("a.csv", b"kol 1,name\n", &mapping).is_err());
}

#[test]
fn a_row_that_cannot_be_read_harms_no_other() {
    let mut text = b"name,born\n".to_vec();
    text.extend(b"Le Van Thu,1985\n"); // 2
    text.extend(b"\xff\xfe Van,1985\n"); // 3: not UTF-8
    text.extend(b"Le Van Thu,yesterday\n"); // 4
    text.extend(b"\"Le Van Thu,1985\n"); // 5: never closed
    text.extend(b"Le Van Hai,1986\n"); // 6
    text.extend(format!("{},1985\n", "x".repeat(1_000_000)).as_bytes()); // 7: a cell of 1 MB
    text.extend(format!("{}\n", ",".repeat(10_000)).as_bytes()); // 8: 10,000 columns
    text.extend(b"a,1985,more\n"); // 9
    text.extend(b",1985\n"); // 10
    text.extend("\u{202e}\u{200b},1985\n".as_bytes()); // 11: nothing is left of the name
    text.extend(b"\"Le\nVan Ba\",1987\n"); // 12 and 13: a line end inside a cell
    text.extend(b"Le Van Bon,\"1988\""); // 14, without an end
    let rows = read("a.csv", &text);
    let good: Vec<u64> = rows.iter().filter(|r| r.sought.is_ok()).map(|r| r.line).collect();
    assert_eq!(good, [2, 6, 12, 14]);
    let bad = refused(&rows);
    for (line, words) in [
        (3, "column 1 is not UTF-8"),
        (4, "the date of birth is none"),
        (5, "a quotation mark is not closed"),
        (7, "longer than"),
        (8, "has more than 1000 columns"),
        (9, "3 cells, but the header has 2"),
        (10, "has neither a name nor a document"),
        (11, "a name cannot be read"),
    ] {
        assert!(bad.iter().any(|(l, w)| *l == line && w.starts_with(words)), "{line}: {bad:?}");
    }
    assert_eq!(bad.len(), 8);
}

#[test]
fn json_lines_are_read_as_entities_and_as_plain_objects() {
    let text = concat!(
        r#"{"id":"p1","schema":"Person","properties":{"name":["สมชาย พรหมจักร"],"birthDate":["1985"],"passportNumber":["AB123456"]}}"#,
        "\n\n",
        r#"{"id":7,"ho_ten":"Lê Văn Thử","ngay sinh":"12/03/1985","gioi_tinh":"nữ","passport":["B1234","C1234"]}"#,
        "\n[1]\nnot json\n",
        r#"{"id":"c1","schema":"Company","properties":{"name":["X"]}}"#,
        "\n",
        r#"{"name":{"first":"x"}}"#,
        "\n",
    );
    let mut bytes = text.as_bytes().to_vec();
    bytes.extend(b"{\"name\":\"\xff\"}\n");
    bytes.extend(format!("{{\"name\":\"{}\"}}\n", "x".repeat(1_000_000)).as_bytes());
    bytes.extend(b"{\"name\":\"Le Van Cuoi\"}");
    let rows = read("a.jsonl", &bytes);
    let entity = rows[0].sought.as_ref().unwrap();
    assert_eq!(
        (rows[0].id.as_str(), entity.documents.as_slice()),
        ("p1", &["AB123456".into()][..])
    );
    let plain = rows[1].sought.as_ref().unwrap();
    assert_eq!((rows[1].line, rows[1].id.as_str(), plain.sex), (3, "7", Some(Sex::Female)));
    assert_eq!(plain.documents.len(), 2);
    let lines: Vec<u64> = refused(&rows).iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [4, 5, 6, 7, 8, 9]);
    assert!(rows.last().unwrap().sought.is_ok());
}

#[test]
fn no_reason_repeats_what_stands_in_the_row() {
    let rows = read(
        "a.csv",
        b"name,born,nationality\nSecret Person,SECRET,th\nSecret Person,1985,SECRETLAND\n",
    );
    for (_, fault) in refused(&rows) {
        assert!(!fault.to_lowercase().contains("secret"), "{fault}");
    }
    assert_eq!(refused(&rows).len(), 2);
}

#[test]
fn a_file_that_is_no_list_is_refused_whole() {
    for (name, bytes) in [
        ("a.csv", &b""[..]),
        ("a.csv", b"\xff\xfea\0"),
        ("a.csv", b"\"name"),
        ("a.xlsx", b"PK"),
        ("a.csv", b"just words\nof a letter\n"),
    ] {
        assert!(read_with(name, bytes, &Mapping::default()).is_err(), "{name} {bytes:?}");
    }
    let wide = format!("name{}\n", ",x".repeat(10_000));
    assert!(read_with("a.csv", wide.as_bytes(), &Mapping::default()).is_err());
    let long = format!("name,{}\n", "x".repeat(1_000_000));
    assert!(read_with("a.csv", long.as_bytes(), &Mapping::default()).is_err());
}

#[test]
fn dates_of_the_region_are_read() {
    for (text, expect) in [
        ("1985", "1985"),
        ("2528", "1985"),
        ("03/1985", "1985-03"),
        ("1985-03-12", "1985-03-12"),
        ("1985-03-00", "1985-03"),
        ("1985-00-00", "1985"),
        ("12/3/2528", "1985-03-12"),
        ("12-03-1985", "1985-03-12"),
        ("1985-03-12T00:00:00Z", "1985-03-12"),
        ("໑໒/໐໓/໑໙໘໕", "1985-03-12"),
        ("31/02/1985", "refused"),
        ("85", "refused"),
        ("12/03/85", "refused"),
    ] {
        let rows = read("a.csv", format!("name,born\nLe Van Thu,{text}\n").as_bytes());
        let got = match &rows[0].sought {
            Ok(sought) => sought.birth.as_ref().unwrap().date().unwrap().to_string(),
            Err(_) => "refused".to_owned(),
        };
        assert_eq!(got, expect, "{text}");
    }
}
