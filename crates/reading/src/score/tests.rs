use super::*;
use crate::reading::read;

#[test]
fn figures_follow_their_definition() {
    let figures = Counts { right: 3, found: 4, gold: 6 }.figures();
    assert!((figures.p - 0.75).abs() < 1e-9 && (figures.r - 0.5).abs() < 1e-9);
    assert!((figures.f1 - 0.6).abs() < 1e-9);
    assert!((Counts::default().figures().f1 - 1.0).abs() < 1e-9, "nothing to find, nothing found");
    assert!(Counts { right: 0, found: 1, gold: 0 }.figures().f1 < 1e-9);
}

const TEXT: &str = "Major General Tran Van Thu met Pol. Gen. Anurak Wisetsri, Deputy \
    Commissioner-General of the Royal Thai Police, in Hanoi on May 4, 2031. The two sides agreed to \
    fight drug crime.";

#[test]
fn a_right_fact_counts_and_a_wrong_one_does_not() {
    let reading = read(TEXT).unwrap();
    let gold = |act: &str, name: &str| {
        let json = format!(
            r#"[{{"report":"x","persons":[{{"name":"a","as_printed":["{name}"]}}],
            "dates":["2031-05-04"],"areas":["DRUG","TERR"],
            "statements":[{{"act":"{act}","actors":"both","start":140,"end":150}}]}}]"#
        );
        let reports = parse(&json).unwrap();
        score(&reading, &reports[0]).0
    };
    let good = gold("agreed", "Anurak Wisetsri");
    assert_eq!(good.counts("persons"), Counts { right: 1, found: 2, gold: 1 });
    assert_eq!(good.counts("dates"), Counts { right: 1, found: 1, gold: 1 });
    assert_eq!(good.counts("areas"), Counts { right: 1, found: 1, gold: 2 });
    assert_eq!(good.counts("statements").right, 1);
    let bad = gold("hoped", "Somebody Else");
    assert_eq!((bad.counts("persons").right, bad.counts("statements").right), (0, 0));
}

#[test]
fn a_bad_gold_file_is_refused_with_its_place() {
    assert!(parse("{}").unwrap_err().to_string().contains("line 1"));
}
