//! The deadline tables, row by row.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Deadline, Frame, Precision};

fn day(text: &str) -> Option<NaiveDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// A plan issued on 31 July 2018 for 2018 to 2020.
fn frame() -> Frame {
    Frame {
        issued: day("2018-07-31"),
        period_start: day("2018-01-01"),
        period_end: day("2020-12-31"),
    }
}

/// phrase, last day, start, precision, confirm.
type Row = (&'static str, &'static str, &'static str, Precision, bool);

fn check(frame: &Frame, rows: &[Row]) {
    for (phrase, last, start, precision, confirm) in rows {
        let deadline =
            Deadline::parse(phrase, frame).unwrap_or_else(|| panic!("{phrase} is not read"));
        assert_eq!(
            (
                deadline.last_day,
                deadline.start,
                deadline.precision,
                deadline.confirm
            ),
            (day(last), day(start), *precision, *confirm),
            "{phrase}"
        );
        assert_eq!(&deadline.phrase, phrase);
    }
}

#[test]
fn years_and_their_parts() {
    use Precision::{Day, HalfYear, Month, Quarter, TenDays, Year};
    check(
        &frame(),
        &[
            ("2020年", "2020-12-31", "", Year, false),
            ("到2020年", "2020-12-31", "", Year, false),
            ("2020年底", "2020-12-31", "", Year, false),
            ("2020年底前", "2020-12-31", "", Year, false),
            ("2020年年底前", "2020-12-31", "", Year, false),
            ("2020年末", "2020-12-31", "", Year, false),
            ("2020年内", "2020-12-31", "", Year, false),
            ("截至2020年底", "2020-12-31", "", Year, false),
            ("2020年前", "2019-12-31", "", Year, true),
            ("2020年以前", "2019-12-31", "", Year, true),
            ("2019年上半年", "2019-06-30", "", HalfYear, false),
            ("2019年下半年", "2019-12-31", "", HalfYear, false),
            ("2019年三季度", "2019-09-30", "", Quarter, false),
            ("2019年三季度末", "2019-09-30", "", Quarter, false),
            ("2019年第四季度", "2019-12-31", "", Quarter, false),
            ("2019年前三季度", "2019-09-30", "", Quarter, false),
            ("2018年9月", "2018-09-30", "", Month, false),
            ("2018年9月底前", "2018-09-30", "", Month, false),
            ("在2018年9月底前", "2018-09-30", "", Month, false),
            ("2020年2月底", "2020-02-29", "", Month, false),
            ("2018年9月前", "2018-08-31", "", Month, true),
            ("2018年9月上旬", "2018-09-10", "", TenDays, false),
            ("2018年9月中旬", "2018-09-20", "", TenDays, false),
            ("2018年9月下旬", "2018-09-30", "", TenDays, false),
            ("2018年9月15日前", "2018-09-15", "", Day, false),
            ("2018年9月15前", "2018-09-15", "", Day, false),
            ("2018-09-15", "2018-09-15", "", Day, false),
            ("2023年完成", "2023-12-31", "", Year, false),
            ("2019年初", "2019-03-31", "2019-01-01", Quarter, true),
            ("2019年中完成", "2019-06-30", "", HalfYear, true),
            ("2020年汛期前", "2020-05-31", "", Day, true),
            ("2019年国庆节前", "2019-09-30", "", Day, false),
            ("2019年元旦前", "2018-12-31", "", Day, true),
            ("2026 年底", "2026-12-31", "", Year, false),
            ("2026年6月持续跟踪", "2026-06-30", "", Month, false),
            ("到２０２７年", "2027-12-31", "", Year, false),
            ("二○二○年", "2020-12-31", "", Year, false),
            ("二〇三〇年", "2030-12-31", "", Year, false),
            ("二零二五年底", "2025-12-31", "", Year, false),
            ("二Ｏ二五年十二月底前", "2025-12-31", "", Month, false),
        ],
    );
}

#[test]
fn periods_starts_and_what_never_ends() {
    use Precision::{Day, Month, Ongoing, Period, Year};
    check(
        &frame(),
        &[
            ("“十四五”末", "2025-12-31", "", Period, false),
            ("“十四五”末期", "2025-12-31", "", Period, false),
            ("“十四五”期间", "2025-12-31", "2021-01-01", Period, false),
            ("到“十四五”末", "2025-12-31", "", Period, false),
            ("“十三五”末", "2020-12-31", "", Period, false),
            ("十五五期末", "2030-12-31", "", Period, false),
            ("2018—2020年", "2020-12-31", "2018-01-01", Period, false),
            ("2018-2020年", "2020-12-31", "2018-01-01", Period, false),
            ("2018至2020年", "2020-12-31", "2018-01-01", Period, false),
            ("2018年至2020年", "2020-12-31", "2018-01-01", Period, false),
            (
                "2018年10月至2019年10月底",
                "2019-10-31",
                "2018-10-01",
                Month,
                false,
            ),
            (
                "2019年1月1日至12月31日",
                "2019-12-31",
                "2019-01-01",
                Day,
                false,
            ),
            (
                "2018年9月1日至2020年2月5日",
                "2020-02-05",
                "2018-09-01",
                Day,
                false,
            ),
            ("2018年1月起", "", "2018-01-01", Month, false),
            ("自2018年起", "", "2018-01-01", Year, false),
            ("从2019年1月1日起", "", "2019-01-01", Day, false),
            ("2012年起5年内", "2016-12-31", "2012-01-01", Period, false),
            ("长期坚持", "", "", Ongoing, false),
            ("持续推进", "", "", Ongoing, false),
            ("常态化", "", "", Ongoing, false),
            (
                "5月底取得明显成效并持续推进",
                "2018-05-31",
                "",
                Month,
                false,
            ),
            ("12 月", "2018-12-31", "", Month, false),
            ("分三年完成", "2020-12-31", "", Period, true),
            ("每年3月底前", "", "", Ongoing, false),
        ],
    );
}

#[test]
fn what_counts_from_the_issue_date() {
    use Precision::{Day, HalfYear, Month, Quarter, Year};
    let rows: [Row; 25] = [
        ("年内", "2018-12-31", "", Year, false),
        ("年底前", "2018-12-31", "", Year, false),
        ("今年底", "2018-12-31", "", Year, false),
        ("今年年底前", "2018-12-31", "", Year, false),
        ("本年度", "2018-12-31", "", Year, false),
        ("明年6月底前", "2019-06-30", "", Month, false),
        ("明年上半年", "2019-06-30", "", HalfYear, false),
        ("今年12月31日前", "2018-12-31", "", Day, false),
        ("9月底前", "2018-09-30", "", Month, false),
        ("三年内", "2021-07-31", "", Day, false),
        ("用五年时间", "2023-12-31", "", Year, false),
        ("利用3-5年时间", "2023-12-31", "", Year, true),
        ("印发后3个月内", "2018-10-31", "", Day, false),
        ("自印发之日起30日内", "2018-08-30", "", Day, false),
        ("本通知印发后10个工作日内", "2018-08-14", "", Day, true),
        ("印发后半年内", "2019-01-31", "", Day, false),
        ("本月底前", "2018-07-31", "", Month, false),
        ("汛期前", "2018-05-31", "", Day, true),
        ("十一前", "2018-09-30", "", Day, false),
        ("元旦前", "2018-12-31", "", Day, false),
        ("年中完成", "2018-06-30", "", HalfYear, true),
        ("第三季度末", "2018-09-30", "", Quarter, false),
        ("四季度", "2018-12-31", "", Quarter, false),
        ("上半年", "2018-06-30", "", HalfYear, false),
        ("为期一年半", "2020-01-31", "", Day, true),
    ];
    check(&frame(), &rows);
    for (phrase, ..) in rows {
        let deadline = Deadline::parse(phrase, &Frame::default()).unwrap();
        assert!(
            deadline.confirm && deadline.last_day.is_none(),
            "{phrase}: {deadline:?}"
        );
    }
}

#[test]
fn no_phrase_no_deadline() {
    for phrase in [
        "",
        "尽快",
        "适时",
        "近期",
        "及时",
        "每年",
        "无",
        "/",
        "2019年13月",
        "2019年2月30日前",
    ] {
        assert_eq!(Deadline::parse(phrase, &frame()), None, "{phrase}");
    }
    let inherited = Deadline::inherited(&frame()).unwrap();
    assert!(inherited.inherited && inherited.phrase.is_empty());
    assert_eq!(inherited.last_day, day("2020-12-31"));
    assert_eq!(Deadline::inherited(&Frame::default()), None);
}

#[test]
fn deadlines_inside_sentences() {
    for (sentence, wanted) in [
        ("到2020年，建成医院1所", vec![("到2020年", "2020-12-31")]),
        (
            "2018年各区至少设一家门诊，到2020年门诊数量增加20%",
            vec![("2018年", "2018-12-31"), ("到2020年", "2020-12-31")],
        ),
        (
            "2019年6月底前制定办法，12月底前全部落实",
            vec![("2019年6月底前", "2019-06-30"), ("12月底前", "2019-12-31")],
        ),
        ("力争2020年底前完成", vec![("2020年底前", "2020-12-31")]),
        ("2020年初步建成三个中心", vec![("2020年", "2020-12-31")]),
        (
            "应于2019年11月底前完成",
            vec![("于2019年11月底前", "2019-11-30")],
        ),
        ("从2018年1月起，逐步推行", vec![("从2018年1月起", "")]),
        ("该项工作年底前完成", vec![("年底前", "2018-12-31")]),
        ("在两年之内实现全覆盖", vec![("在两年之内", "2020-07-31")]),
        (
            "“十四五”末，管理率达到80%",
            vec![("“十四五”末", "2025-12-31")],
        ),
        (
            "到2020年和2030年，普及率分别达到80%和90%",
            vec![("到2020年", "2020-12-31"), ("2030年", "2030-12-31")],
        ),
        ("2020年前达到各区至少1家", vec![("2020年前", "2019-12-31")]),
        ("年初建账、年底交账", vec![("年底", "2018-12-31")]),
        ("三季度完成评估", vec![("三季度完成", "2018-09-30")]),
        ("汛期前完成修复", vec![("汛期前", "2018-05-31")]),
        ("于11月20前报送", vec![("于11月20前", "2018-11-20")]),
        ("今年完成改造", vec![("今年", "2018-12-31")]),
        (
            "2018-2020年实施健康行动",
            vec![("2018-2020年", "2020-12-31")],
        ),
    ] {
        let found = Deadline::find_in(sentence, &frame());
        let got: Vec<_> = found
            .iter()
            .map(|f| (f.deadline.phrase.as_str(), f.deadline.last_day))
            .collect();
        let wanted: Vec<_> = wanted
            .into_iter()
            .map(|(phrase, last)| (phrase, day(last)))
            .collect();
        assert_eq!(got, wanted, "{sentence}");
        for found in &found {
            assert_eq!(sentence[found.range.clone()].trim(), found.deadline.phrase);
        }
    }
}

#[test]
fn years_that_are_no_deadline() {
    for sentence in [
        "预约率比2017年增加15个百分点",
        "较2019年提高3个百分点",
        "比2020年降低10%",
        "比“十三五”末翻一番",
        "由2019年的6014万元增加",
        "从2018年的1.3%提升",
        "落实《三年计划（2018—2020年）》",
        "落实某发〔2018〕33号文件",
        "12320热线",
        "5年生存率提高",
        "参加3—12个月的见习",
        "压缩至5个工作日以内",
        "3个月内复诊",
        "2005年以前注册的车辆",
        "每年3月底前完成评价",
        "2020年起，每年2月底前考核，3月底前公布",
        "开展万人千台系列赛",
        "0-6岁儿童",
        "做好2019年培训计划",
        "制定2019年度方案",
        "举办2019年“数据”大赛",
        "证书有效期至2030年7月31日",
        "开展为期三个月的培训",
        "前三季度完成情况",
        "次年5月底前报送",
        "每上半年完成一次",
        "依据“十四五”时期卫生健康发展主要指标",
        "完成“十四五”规划任务",
        "这是今年《工作报告》提出的任务",
        "是今年的重点事项之一",
        "将2019-2020年门诊结算工作计划报送上级",
        "上一年度1月至12月",
        "应于目录更新后30天内",
        "近3年内无违规",
    ] {
        let found: Vec<_> = Deadline::find_in(sentence, &frame())
            .into_iter()
            .filter(|f| f.deadline.last_day.is_some())
            .collect();
        assert!(found.is_empty(), "{sentence}: {found:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in ".*") {
        let found = Deadline::find_in(&text, &frame());
        for found in found {
            prop_assert!(text.get(found.range).is_some());
        }
        drop(Deadline::parse(&text, &Frame::default()));
    }

    #[test]
    fn phrases_built_of_dates_are_read_without_a_panic(text in "[到于20198十四五年月日底前半季度内起至—“”后个每]{0,24}") {
        for found in Deadline::find_in(&text, &frame()) {
            prop_assert!(text.get(found.range).is_some());
        }
    }
}
