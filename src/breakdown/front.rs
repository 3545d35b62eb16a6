//! The title page of a document: title, document number (文号), issuer, date of issue, period.

use chrono::{Datelike, NaiveDate};

use super::outline::Marker;
use super::source::Line;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::draft::DraftPlan;
use crate::text::numeral;
use crate::text::pattern::Pattern;

/// The title page, and how many lines it takes.
pub struct Front {
    /// What it says.
    pub plan: DraftPlan,
    /// The lines before the first heading.
    pub lines: usize,
}

/// A title page is no longer than this.
const LONGEST: usize = 60;

/// Reads the lines before the first heading.
pub fn read(lines: &[Line]) -> Front {
    let count = lines
        .iter()
        .position(|line| Marker::parse(&line.text).is_some())
        .unwrap_or(0);
    let page = lines.get(..count.min(LONGEST)).unwrap_or_default();
    let page = if count == 0 {
        lines.get(..lines.len().min(2)).unwrap_or_default()
    } else {
        page
    };
    let heads = head_lines(page);
    let titles = titles(&heads);
    let printed = titles.iter().find_map(|title| inner_title(title));
    // The plan's own title page often adds the years that the notice leaves out.
    let fuller = |name: String| {
        titles
            .iter()
            .find(|title| title.starts_with(&name))
            .cloned()
            .unwrap_or(name)
    };
    let title = printed
        .map(fuller)
        .or_else(|| titles.first().cloned())
        .unwrap_or_default();
    let mut plan = DraftPlan {
        doc_no: heads.iter().find_map(|line| doc_no(&line.text)),
        issuer: signature(&heads).or_else(|| titles.iter().find_map(|title| issuer_in(title))),
        published: heads
            .iter()
            .find_map(|line| date(&line.text))
            .or_else(|| signed(lines)),
        ..DraftPlan::default()
    };
    let (first, last) = period(
        &title,
        lines.get(..lines.len().min(count + 40)).unwrap_or_default(),
    );
    plan.period_start = first
        .and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1))
        .or_else(|| plan.published.filter(|_| last.is_some()));
    plan.period_end = last.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
    plan.title = title;
    Front {
        plan,
        lines: if first_is_title(lines, count) {
            count.max(1)
        } else {
            count
        },
    }
}

/// A document without any heading still has its title on the first line.
fn first_is_title(lines: &[Line], count: usize) -> bool {
    count == 0
        && lines.first().is_some_and(|line| {
            Marker::parse(&line.text).is_none()
                && line.cells.is_empty()
                && !line.text.contains('。')
        })
}

/// The lines that can be part of a title page's own words: no paragraphs.
fn head_lines(page: &[Line]) -> Vec<&Line> {
    page.iter()
        .filter(|line| !line.text.contains('。') && line.cells.is_empty())
        .collect()
}

/// Titles, put together where they run over several lines.
fn titles(heads: &[&Line]) -> Vec<String> {
    static END: Pattern = Pattern::new(
        r"(?:通知|意见|方案|规划|计划|纲要|措施|办法|决定|报告|决议|要点|行动|政策|清单|分解表|任务表|[（(][^（）()]*\d{4}[^（）()]*[）)])$",
    );
    static YEARS: Pattern = Pattern::new(r"^[（(]~\d{4}[^。]{0,12}[）)]$");
    static SKIPPED: Pattern = Pattern::new(r"^附件~\d*[:：]?$|[:：]$|^[（(]?此件");
    let mut found: Vec<String> = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for line in heads {
        let text = line.text.trim();
        if YEARS.is_match(text) {
            let last = open.as_mut().map(|title| &mut title.1).or(found.last_mut());
            if let Some(last) = last.filter(|last| !last.ends_with(['）', ')'])) {
                last.push_str(text);
                continue;
            }
        }
        if SKIPPED.is_match(text) || is_number_only(text) || date(text).is_some() {
            found.extend(open.take().map(|title| title.1));
            continue;
        }
        let words = without_doc_no(text);
        open = match open.take() {
            Some((number, so_far)) if line.number == number + 1 => {
                Some((line.number, so_far + words))
            }
            before => {
                found.extend(before.map(|title| title.1));
                Some((line.number, words.to_owned()))
            }
        };
        if END.is_match(words) {
            found.extend(open.take().map(|title| title.1));
        }
    }
    found.extend(open.map(|title| title.1));
    let proper = |title: &String| END.is_match(title);
    let (mut good, other): (Vec<_>, Vec<_>) = found.into_iter().partition(proper);
    good.extend(other);
    good
}

/// 关于印发《X》的通知 names the plan X.
fn inner_title(title: &str) -> Option<String> {
    static ISSUED: Pattern =
        Pattern::new(r"(?:印发|发布|公布|下发)~《?(?P<title>.+?)》?~的~通~知$");
    let name = ISSUED.captures(title)?.name("title")?.as_str();
    Some(name.trim_matches(['《', '》', ' ']).to_owned())
}

fn issuer_in(title: &str) -> Option<String> {
    static ISSUER: Pattern = Pattern::new(
        r"^(?P<issuer>[\p{Han}\s]{2,24}?(?:人民政府(?:办公[厅室])?|国务院(?:办公厅)?|委员会|委|局|厅|部|办公室))关于",
    );
    Some(ISSUER.captures(title)?.name("issuer")?.as_str().to_owned())
}

/// The body that signs: the line or lines right above the date.
fn signature(heads: &[&Line]) -> Option<String> {
    static BODY: Pattern = Pattern::new(
        r"^[\p{Han}（）()、\s]{3,30}(?:政府(?:办公[厅室])?|国务院(?:办公厅)?|委员会|市委|区委|县委|省委|委|局|厅|部|办公室|管委会)$",
    );
    let at = heads.iter().position(|line| date(&line.text).is_some())?;
    let signers: Vec<&str> = heads
        .get(..at)?
        .iter()
        .rev()
        .map(|line| line.text.as_str())
        .take_while(|text| BODY.is_match(text))
        .collect();
    (!signers.is_empty()).then(|| signers.into_iter().rev().collect::<Vec<_>>().join("、"))
}

static DOC_NO: Pattern =
    Pattern::new(r"[\p{Han}]{2,10}~[〔\[［【（(]~(?:19|20)\d{2}~[〕\]］】）)]~第?~\d{1,4}~号$");

/// The document number, on a line of its own or at the end of the title.
fn doc_no(line: &str) -> Option<String> {
    static TITLE_END: Pattern =
        Pattern::new(r"^.*(?:通知|意见|方案|规划|计划|纲要|措施|办法|决定)");
    if line.contains('《') {
        return None;
    }
    let found = DOC_NO.find(line)?.as_str();
    let number = TITLE_END
        .find(found)
        .map_or(found, |title| found.get(title.end()..).unwrap_or(found));
    Some(number.trim().to_owned())
}

fn without_doc_no(line: &str) -> &str {
    match doc_no(line) {
        Some(number) if line.len() > number.len() => line
            .strip_suffix(number.as_str())
            .unwrap_or(line)
            .trim_end(),
        _ => line,
    }
}

fn is_number_only(line: &str) -> bool {
    doc_no(line).is_some_and(|number| number == line)
}

/// The date below the signature at the end of a notice, on a line of its own or behind the signers.
fn signed(lines: &[Line]) -> Option<NaiveDate> {
    static SIGNERS: Pattern = Pattern::new(
        r"^(?:[\p{Han}（）]{3,20}(?:政府|委员会|委|局|厅|部|司|办公[厅室])[\s、]*)+(?P<date>[\d〇○零一二三四五六七八九]{4}~年.{2,12}日)$",
    );
    lines.iter().rev().find_map(|line| {
        let text = line.text.trim();
        let signers = SIGNERS.captures(text);
        let behind = signers.and_then(|it| date(it.name("date")?.as_str()));
        date(text).or(behind)
    })
}

/// A date that stands alone on its line.
fn date(line: &str) -> Option<NaiveDate> {
    static DATE: Pattern = Pattern::new(
        r"^(?P<y>[\d０-９〇○零Ｏ一二三四五六七八九]{4})~年~(?P<m>[\d０-９一二三四五六七八九十]{1,3})~月~(?P<d>[\d０-９一二三四五六七八九十廿卅]{1,3})~日$",
    );
    let captures = DATE.captures(line.trim())?;
    let part = |name| {
        captures
            .name(name)
            .and_then(|part| numeral::parse(part.as_str()))
    };
    NaiveDate::from_ymd_opt(i32::try_from(part("y")?).ok()?, part("m")?, part("d")?)
}

/// The first and the last year of the plan: from its title, else from what its first pages say.
fn period(title: &str, pages: &[Line]) -> (Option<i32>, Option<i32>) {
    static SPAN: Pattern = Pattern::new(r"(?P<a>20\d\d)~年?~[—–－～至到-]+~(?P<b>20\d\d)");
    static HORIZON: Pattern = Pattern::new(r"(?P<b>20\d\d)~[”\x22》]?~(?:行动|规划|建设|实施|$)");
    static YEAR: Pattern = Pattern::new(r"(?P<b>20\d\d)~年");
    static WITHIN: Pattern = Pattern::new(r"20\d\d~年起~\d+~年(?:之|以)?内");
    let year = |captures: &regex::Captures, name: &str| {
        captures
            .name(name)
            .and_then(|year| year.as_str().parse().ok())
    };
    let title: String = title.chars().map(numeral::narrow).collect();
    if let Some(captures) = SPAN.captures(&title) {
        return (year(&captures, "a"), year(&captures, "b"));
    }
    let years = |deadline: Deadline| {
        (
            deadline.start.map(|day| day.year()),
            deadline.last_day.map(|day| day.year()),
        )
    };
    if title.contains("五”") || title.contains("五\"") || title.contains("五规划") {
        let found = ["三", "四", "五", "六"]
            .iter()
            .find(|n| title.contains(&format!("十{n}五")));
        if let Some(deadline) =
            found.and_then(|n| Deadline::parse(&format!("“十{n}五”期间"), &Frame::default()))
        {
            return years(deadline);
        }
    }
    if let Some(captures) = HORIZON.captures(&title) {
        return (None, year(&captures, "b"));
    }
    if let Some(captures) = YEAR.captures(&title) {
        return (year(&captures, "b"), year(&captures, "b"));
    }
    let within = pages.iter().find_map(|line| WITHIN.find(&line.text));
    within
        .and_then(|found| Deadline::parse(found.as_str(), &Frame::default()))
        .map_or((None, None), years)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        super::super::source::read(text.as_bytes(), None)
            .unwrap()
            .lines
    }

    #[test]
    fn a_notice_names_its_plan() {
        let front = read(&lines(
            "甲政办发〔2018〕7号\n甲市人民政府办公室关于印发甲市\n健康行动计划（2018—2020年）的通知\n\n各县（市）区人民政府：\n现印发给你们，请贯彻执行。\n\n甲市人民政府办公室\n2018年8月1日\n（此件公开发布）\n\n健康行动计划\n\n一、总体目标\n略。",
        ));
        assert_eq!(front.plan.title, "甲市健康行动计划（2018—2020年）");
        assert_eq!(front.plan.doc_no.as_deref(), Some("甲政办发〔2018〕7号"));
        assert_eq!(front.plan.issuer.as_deref(), Some("甲市人民政府办公室"));
        assert_eq!(front.plan.published, NaiveDate::from_ymd_opt(2018, 8, 1));
        assert_eq!(front.plan.period_start, NaiveDate::from_ymd_opt(2018, 1, 1));
        assert_eq!(front.plan.period_end, NaiveDate::from_ymd_opt(2020, 12, 31));
    }

    #[test]
    fn other_title_pages() {
        for (text, title, end) in [
            (
                "乙区“十四五”卫生健康发展规划\n\n一、成就\n略。",
                "乙区“十四五”卫生健康发展规划",
                "2025-12-31",
            ),
            (
                "“健康乙市2030”规划纲要\n第一章 形势\n略。",
                "“健康乙市2030”规划纲要",
                "2030-12-31",
            ),
            (
                "健康丙市行动计划\n（2017-2020年）\n为贯彻落实。\n一、要求\n略。",
                "健康丙市行动计划（2017-2020年）",
                "2020-12-31",
            ),
            (
                "己市人民政府关于印发健康己市三年计划的通知\n\n各部门：\n\n健康己市三年计划\n(2018—2020年)\n\n一、要求\n略。",
                "健康己市三年计划(2018—2020年)",
                "2020-12-31",
            ),
            (
                "丁省人民政府关于加快发展的意见丁府发〔2019〕7号\n一、要求\n略。",
                "丁省人民政府关于加快发展的意见",
                "",
            ),
            (
                "戊市2022年工作办法\n一、服务\n略。",
                "戊市2022年工作办法",
                "2022-12-31",
            ),
        ] {
            let plan = read(&lines(text)).plan;
            assert_eq!(plan.title, title);
            assert_eq!(
                plan.period_end
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
                end,
                "{title}"
            );
        }
        assert_eq!(
            read(&lines(
                "丁省人民政府关于加快发展的意见丁府发〔2019〕7号\n一、要求\n略。"
            ))
            .plan
            .doc_no
            .as_deref(),
            Some("丁府发〔2019〕7号")
        );
    }
}
