//! Parquet files of two makers, and files nobody should make.

use super::*;
use crate::screening::{Form, Rows};
use ::parquet::basic::Encoding;
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::file::properties::{WriterProperties, WriterPropertiesBuilder, WriterVersion};
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::parser::parse_message_type;

const PEOPLE: &[u8] = include_bytes!("../../../fixtures/people.parquet");
const PEOPLE_CSV: &[u8] = include_bytes!("../../../fixtures/people.csv");
const GZIP: &[u8] = include_bytes!("../../../fixtures/gzip.parquet");

fn read(name: &str, bytes: &[u8]) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut rows = Rows::open(&path, Form::of(&path)?, &Mapping::default())?;
    let mut all = Vec::new();
    while let Some(row) = rows.next_row()? {
        all.push(row);
    }
    if let Some(declared) = rows.declared() {
        assert_eq!(declared, u64::try_from(all.len()).unwrap());
    }
    Ok(all)
}

fn fault(bytes: &[u8]) -> ParquetFault {
    read("a.parquet", bytes).unwrap_err().downcast().unwrap()
}

fn text(value: &str) -> ByteArray {
    value.as_bytes().to_vec().into()
}

type Groups<'a> = &'a [&'a dyn Fn(&mut SerializedRowGroupWriter<'_, &mut Vec<u8>>)];

fn written(schema: &str, properties: WriterPropertiesBuilder, groups: Groups<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = Arc::new(properties.build());
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
    for group in groups {
        let mut under_way = writer.next_row_group().unwrap();
        group(&mut under_way);
        under_way.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

fn put<T: ::parquet::data_type::DataType>(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    values: &[T::T],
    levels: Option<&[i16]>,
) {
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<T>().write_batch(values, levels, None).unwrap();
    column.close().unwrap();
}

fn one_name(properties: WriterPropertiesBuilder, name: &str) -> Vec<u8> {
    let name = text(name);
    written(
        "message m { required binary name (UTF8); }",
        properties,
        &[&|group| put::<ByteArrayType>(group, std::slice::from_ref(&name), None)],
    )
}

#[test]
fn the_file_of_another_maker_says_what_the_table_says() {
    let table = read("people.csv", PEOPLE_CSV).unwrap();
    // Its first bytes tell what it is, whatever it is called.
    for name in ["people.parquet", "people.csv", "people"] {
        let rows = read(name, PEOPLE).unwrap();
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        assert_eq!(rows.len(), table.len());
        for (row, same) in rows.iter().zip(&table) {
            assert_eq!((&row.id, &row.sought), (&same.id, &same.sought));
        }
    }
    assert_eq!(table[5].sought.as_ref().unwrap().names.len(), 3);
    assert!(table[4].sought.is_err());
}

#[test]
fn rows_of_several_groups_are_read_and_one_that_cannot_be_harms_no_other() {
    let schema = "message m { required int64 id; optional binary ten (UTF8);
        optional int32 ngay_sinh (DATE); optional double unread;
        required group a { required binary passport (UTF8); } }";
    let first = |group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>| {
        put::<Int64Type>(group, &[1, 2, 3], None);
        let names = [text("Lê Văn Thử"), vec![0xff, 0xfe].into()];
        put::<ByteArrayType>(group, &names, Some(&[1, 1, 0]));
        put::<Int32Type>(group, &[5_549, i32::MAX], Some(&[1, 0, 1]));
        put::<DoubleType>(group, &[], Some(&[0, 0, 0]));
        put::<ByteArrayType>(group, &[text("B123456"), text(""), text("B2")], None);
    };
    let second = |group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>| {
        put::<Int64Type>(group, &[4, 5], None);
        let long = "x".repeat(limits::SCREEN_ROW_BYTES_MAX);
        put::<ByteArrayType>(group, &[text(&long), text("Le Van Hai")], Some(&[1, 1]));
        put::<Int32Type>(group, &[-1], Some(&[0, 1]));
        put::<DoubleType>(group, &[1.5], Some(&[1, 0]));
        put::<ByteArrayType>(group, &[text("B3"), text("C123456")], None);
    };
    for codec in [Compression::UNCOMPRESSED, Compression::SNAPPY] {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            let properties = WriterProperties::builder().set_compression(codec);
            let properties = properties.set_writer_version(version).set_encoding(Encoding::PLAIN);
            let rows = read("a.pq", &written(schema, properties, &[&first, &second])).unwrap();
            let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
            assert_eq!(ids, ["1", "2", "3", "4", "5"]);
            let faults: Vec<_> = rows.iter().map(|row| row.sought.as_ref().err()).collect();
            assert!(faults[0].is_none() && faults[4].is_none(), "{faults:?}");
            assert!(faults[1].unwrap().starts_with("column 2 is not UTF-8"), "{faults:?}");
            assert!(faults[2].unwrap().starts_with("a date is out of the calendar"), "{faults:?}");
            assert!(faults[3].unwrap().starts_with("longer than"), "{faults:?}");
            let sought = rows[0].sought.as_ref().unwrap();
            assert_eq!(sought.birth.as_ref().unwrap().text, "1985-03-12");
            // A record's column is named with it: "a.passport" is none that is known.
            assert!(sought.documents.is_empty());
        }
    }
}

#[test]
fn a_moment_is_a_date_only_at_midnight() {
    let day = 24 * 60 * 60 * 1_000_i64;
    let schema = "message m { required binary name (UTF8);
        required int64 born (TIMESTAMP(MILLIS,true)); }";
    let names = [text("Le Van Thu"), text("Le Van Hai")];
    let bytes = written(
        schema,
        WriterProperties::builder(),
        &[&|group| {
            put::<ByteArrayType>(group, &names, None);
            put::<Int64Type>(group, &[-day, 5 * day - 7 * 60 * 60 * 1_000], None);
        }],
    );
    let rows = read("a.parquet", &bytes).unwrap();
    assert_eq!(rows[0].sought.as_ref().unwrap().birth.as_ref().unwrap().text, "1969-12-31");
    assert!(rows[1].sought.as_ref().unwrap_err().contains("time of day"));
}

#[test]
fn a_file_cut_short_or_changed_is_refused_and_never_a_crash() {
    for length in (0..PEOPLE.len()).step_by(5) {
        assert_eq!(fault(&PEOPLE[..length]), ParquetFault::Unreadable, "{length}");
    }
    let table = read("people.csv", PEOPLE_CSV).unwrap();
    let mut refused = 0;
    for place in (0..PEOPLE.len()).step_by(11) {
        let mut bytes = PEOPLE.to_vec();
        bytes[place] ^= [0x01, 0x80, 0xff][place % 3];
        match read("people.parquet", &bytes) {
            Ok(rows) => assert_eq!(rows.len(), table.len(), "{place}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 20, "{refused}");
    assert_eq!(fault(b"PAR1PAR1"), ParquetFault::Unreadable);
    assert_eq!(fault(b"PAR1\xff\xff\xff\xffPAR1"), ParquetFault::Unreadable);
    assert_eq!(fault(b"not at all"), ParquetFault::Unreadable);
}

#[test]
fn what_is_not_read_is_named() {
    assert_eq!(fault(GZIP), ParquetFault::Codec("GZIP".into()));
    let mut sealed = PEOPLE.to_vec();
    sealed.truncate(PEOPLE.len() - 4);
    sealed.extend(b"PARE");
    assert_eq!(fault(&sealed), ParquetFault::Encrypted);
    let delta = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::DELTA_BYTE_ARRAY);
    let fault_of_delta = fault(&one_name(delta, "Le Van Thu"));
    assert_eq!(fault_of_delta, ParquetFault::Encoding("DELTA_BYTE_ARRAY".into()));
    let truth = "message m { required boolean name; }";
    assert_eq!(
        fault(&written(truth, WriterProperties::builder(), &[])),
        ParquetFault::Column("name".into())
    );
}

#[test]
fn a_page_larger_than_the_limit_is_refused_however_small_the_file() {
    let properties = || {
        let plain = WriterProperties::builder().set_dictionary_enabled(false);
        plain.set_compression(Compression::SNAPPY)
    };
    let bytes = one_name(properties(), &"x".repeat(limits::SCREEN_PARQUET_PAGE_BYTES_MAX + 1));
    assert!(bytes.len() < limits::SCREEN_PARQUET_PAGE_BYTES_MAX / 8);
    assert_eq!(fault(&bytes), ParquetFault::TooLarge);
    assert!(read("a.parquet", &one_name(properties(), "Le Van Thu")).is_ok());
}

/// A footer whose schema is so many groups, each in the one before.
fn nested(depth: u16) -> Vec<u8> {
    let mut footer = vec![0x29, 0xfc, u8::try_from(depth & 0x7f).unwrap() | 0x80];
    footer.push(u8::try_from(depth >> 7).unwrap());
    for _ in 0..depth {
        // repetition_type = REQUIRED, name = "a", num_children = 1
        footer.extend([0x35, 0x00, 0x18, 0x01, b'a', 0x15, 0x02, 0x00]);
    }
    footer.push(0);
    let length = u32::try_from(footer.len()).unwrap();
    [&b"PAR1"[..], &footer, &length.to_le_bytes(), b"PAR1"].concat()
}

#[test]
fn a_schema_nested_without_end_does_not_overflow_the_stack() {
    for depth in [17, 1_000, 16_000] {
        assert_eq!(fault(&nested(depth)), ParquetFault::TooLarge, "{depth}");
    }
    assert_eq!(fault(&nested(3)), ParquetFault::Unreadable);
}
