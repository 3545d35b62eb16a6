//! Whole documents.

use super::*;
use crate::domain::deadline::Frame;
use proptest::prelude::*;

const PLAN: &str = "甲政办发〔2018〕7号\n甲市人民政府办公室关于印发健康甲市行动计划（2018—2020年）的通知\n\n各县（市）区人民政府：\n\n现印发给你们，请贯彻执行。\n\n甲市人民政府办公室\n\n2018年8月1日\n\n健康甲市行动计划\n\n一、总体目标\n\n到2020年，人人健康。\n\n二、主要任务\n\n（一）普及健康生活。\n\n1.推进健身工程。加强宣传，营造氛围。到2020年，建成步道5条；公园3个。每年举办运动会一次。（责任单位：市体育局、市教育局、各区政府）\n\n三、保障措施\n\n（一）强化督查。市卫生计生委要会同有关部门做好情况监测。\n\n附件：责任清单\n";

#[test]
fn a_plan_becomes_measures_with_tasks() {
    let draft = read(PLAN.as_bytes(), None).unwrap();
    assert_eq!(draft.measures.len(), 2);
    let measure = &draft.measures[0];
    assert_eq!(measure.path, ["二、主要任务", "（一）普及健康生活"]);
    assert_eq!(
        (measure.number.as_str(), measure.title.as_str()),
        ("1", "推进健身工程")
    );
    assert_eq!(measure.owners.len(), 2);
    let tasks: Vec<_> = measure
        .tasks
        .iter()
        .map(|task| {
            (
                task.title.as_str(),
                task.deadline.as_ref().unwrap().inherited,
            )
        })
        .collect();
    assert_eq!(
        tasks,
        [
            ("建成步道5条", false),
            ("建成公园3个", false),
            ("每年举办运动会一次", true)
        ]
    );
    assert_eq!(measure.no_task.len(), 2);
    assert!(
        draft
            .warnings
            .iter()
            .any(|warning| warning.message.contains("各区政府"))
    );
    assert_eq!(draft.measures[1].owners[0].name, "市卫生计生委");
    assert!(draft.sections.contains(&vec!["一、总体目标".to_owned()]));
}

#[test]
fn no_measure_is_said_so() {
    assert!(matches!(
        read("只有一段话，没有编号。".as_bytes(), None),
        Err(Problem::NoMeasure { lines: 1 })
    ));
}

/// How often each character that is no stop and no white space stands in the texts.
fn tally<'t>(texts: impl IntoIterator<Item = &'t str>) -> std::collections::BTreeMap<char, usize> {
    let mut tally = std::collections::BTreeMap::new();
    for character in texts.into_iter().flat_map(str::chars) {
        if !ledger::is_separator(character) && !character.is_ascii_punctuation() {
            *tally.entry(character).or_default() += 1;
        }
    }
    tally
}

/// Every quote is printed in its measure, and every character of the measure but stops is heading, owners, quote or ledger.
fn is_covered(draft: &Draft) -> Result<(), String> {
    for measure in &draft.measures {
        let quotes = measure.tasks.iter().map(|task| task.quote.as_str());
        let ledger = measure.no_task.iter().map(|entry| entry.quote.as_str());
        let parts: Vec<&str> = quotes.chain(ledger).collect();
        if let Some(quote) = parts.iter().find(|quote| !measure.source.contains(**quote)) {
            return Err(format!(
                "「{quote}」 is not printed in 「{}」",
                measure.source
            ));
        }
        let assigned: String = owners::find(&measure.source, &Frame::default())
            .iter()
            .filter_map(|assignment| measure.source.get(assignment.range.clone()))
            .collect();
        let heading = [
            measure.title.as_str(),
            measure.number.as_str(),
            assigned.as_str(),
        ];
        let have = tally(parts.into_iter().chain(heading));
        for (character, count) in tally([measure.source.as_str()]) {
            if have.get(&character).copied().unwrap_or_default() < count {
                return Err(format!(
                    "「{character}」 of 「{}」 is in no part",
                    measure.source
                ));
            }
        }
    }
    Ok(())
}

#[test]
fn every_part_is_accounted_for() {
    let draft = read(PLAN.as_bytes(), None).unwrap();
    is_covered(&draft).unwrap();
}

#[test]
fn a_heading_over_others_is_no_measure() {
    let text =
        "一、“十四五”时期重点任务\n（一）构建服务体系\n1.完善网络\n到2025年，建成站点5个。\n";
    let draft = read(text.as_bytes(), None).unwrap();
    let titles: Vec<&str> = draft.measures.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["完善网络"]);
}

#[test]
fn a_box_is_one_measure_beside_the_others() {
    let text = "一、任务\n（一）完善服务\n1.完善网络\n到2025年，建成站点5个。\n\t专栏1 重点建设工程\n\n\
        改善条件。新建门诊楼1栋。\n提升能力。培训骨干20人。\n（二）其他\n2.加强管理\n制定管理办法。\n";
    let draft = read(text.as_bytes(), None).unwrap();
    let told: Vec<(&str, &str, usize)> = draft
        .measures
        .iter()
        .map(|it| (it.number.as_str(), it.title.as_str(), it.tasks.len()))
        .collect();
    assert_eq!(
        told,
        [
            ("1", "完善网络", 1),
            ("专栏1", "重点建设工程", 2),
            ("2", "加强管理", 1)
        ]
    );
}

#[test]
fn what_once_went_wrong_is_read_whole() {
    for text in ["三、\t二局二年任\n任，"] {
        if let Ok(draft) = read(text.as_bytes(), None) {
            assert!(is_covered(&draft).is_ok(), "{text}");
        }
    }
}

const FORMATS: [Format; 8] = [
    Format::Text,
    Format::Markdown,
    Format::Docx,
    Format::Html,
    Format::Xlsx,
    Format::Xls,
    Format::Ods,
    Format::Csv,
];

/// Real files, to be damaged.
const FILES: [&[u8]; 7] = [
    include_bytes!("../../tests/documents/plan.docx"),
    include_bytes!("../../tests/documents/plan.html"),
    include_bytes!("../../tests/documents/plan.md"),
    include_bytes!("../../tests/documents/list.xlsx"),
    include_bytes!("../../tests/documents/list.xls"),
    include_bytes!("../../tests/documents/list.ods"),
    include_bytes!("../../tests/documents/list.csv"),
];

proptest! {
    #[test]
    fn any_bytes_in_any_format_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in FORMATS {
            drop(read(&bytes, Some(format)));
        }
    }

    #[test]
    fn damaged_files_are_read_or_refused(
        file in 0..FILES.len(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        keep in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = FILES[file].to_vec();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(keep.index(bytes.len()));
        }
        drop(read(&bytes, None));
    }

    #[test]
    fn any_markup_is_read_or_refused(text in "(?:<(?:p|div|table|tr|td rowspan=9|ol|li|br|/p|/td|/table|w:p|w:t|w:tbl|w:tc|/w:p)>|[|#*_`\\[\\]\\\\\n,;\" 一、1.任务单位]){0,60}") {
        for format in [Format::Html, Format::Markdown, Format::Csv] {
            drop(read(text.as_bytes(), Some(format)));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(read(&bytes, None));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[一二三、（）(1.）责任单位:市局，。；到2020年底前建成个每年\n\t “”加强推进实现]{0,120}") {
        if let Ok(draft) = read(text.as_bytes(), None) {
            prop_assert!(is_covered(&draft).is_ok(), "{:?}", is_covered(&draft));
        }
    }

    #[test]
    fn sentences_in_a_frame_are_accounted_for(words in "[甲乙丙建立完成加强到2020年底前个中心，；。、3]{1,60}") {
        let text = format!("一、任务\n（一）做事。{words}");
        if let Ok(draft) = read(text.as_bytes(), None) {
            prop_assert!(is_covered(&draft).is_ok(), "{:?}", is_covered(&draft));
        }
    }
}
