//! Headings (第X篇, 一、, （一）, 1., （1）, ①) and the paragraphs under them.
//!
//! A unit is a heading with what stands directly under it. Headings may run into their paragraph (1.推进某工程。对全市…), whole
//! chapters may stand on one line, and a PDF breaks its lines anywhere: all of that is put right here, by the numbering.

mod aside;
mod marker;
mod split;

use super::figure;
use super::source::Line;
use crate::domain::draft::{Outside, OutsideKind};
use crate::text::numeral;
use crate::text::pattern::Pattern;

pub use marker::Marker;

/// A printed paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The 1-based line it begins on.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// How many bytes of them are heading.
    pub heading: usize,
}

/// What the paragraphs of a unit are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// What is to be done.
    #[default]
    Work,
    /// Why and on what principles: no measures.
    Background,
    /// Whereto (目标): what is dated and measured in it is a task.
    Goals,
    /// Beside the measures without a heading of its own: a box (专栏) whose title is lost, or the paragraph that closes a
    /// list of headings.
    Aside,
}

impl Sort {
    /// Whether it tells why or whereto, not what is to be done.
    pub fn is_background(self) -> bool {
        matches!(self, Self::Background | Self::Goals)
    }
}

/// A heading and what stands directly under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// The headings above.
    pub path: Vec<String>,
    /// The heading as printed, without a closing 。.
    pub heading: String,
    /// The printed number without its separator.
    pub number: String,
    /// The heading without its number; empty where the paragraph has none.
    pub title: String,
    /// The heading's own line and the paragraphs under it.
    pub paragraphs: Vec<Paragraph>,
    /// Other headings stand under it.
    pub has_children: bool,
    /// What its paragraphs are.
    pub sort: Sort,
}

/// What a document's body holds.
#[derive(Default)]
pub struct Outline {
    /// Every heading with its paragraphs, in printed order.
    pub units: Vec<Unit>,
    /// Captions, and everything behind the signature or 附件.
    pub outside: Vec<Outside>,
}

impl Unit {
    /// Whether it is a box (专栏).
    fn is_box(&self) -> bool {
        self.number.starts_with(BOX)
    }
}

/// The rank of 1. and of a box.
const NUMBERED: u8 = 5;

/// The word that a box begins with.
const BOX: &str = "专栏";

/// A heading that runs into its paragraph is no longer than this.
const LONGEST_TITLE: usize = 40;

/// Reads the lines behind the title page.
pub fn read(lines: &[Line]) -> Outline {
    let lines = split::logical_lines(lines);
    let mut builder = Builder {
        has_plain_boxes: aside::may_lose_titles(&lines),
        ..Builder::default()
    };
    for line in &lines {
        match Marker::parse(&line.text) {
            Some(marker) => builder.heading(line, &marker),
            None => builder.paragraph(line),
        }
    }
    aside::part_closing(&mut builder.outline.units);
    builder.outline
}

#[derive(Default)]
struct Builder {
    outline: Outline,
    /// The open headings: rank, printed heading, whether background, index of the unit.
    stack: Vec<(u8, String, bool, usize)>,
    /// Behind 附件: paragraphs belong to nothing until the next heading.
    is_closed: bool,
    /// How many annexes the list behind 附件： has named, until anything else stands there.
    annexes: Option<u32>,
    /// A box may stand there without its title.
    has_plain_boxes: bool,
}

impl Builder {
    fn heading(&mut self, line: &Line, marker: &Marker) {
        if self.is_annex(line, marker) {
            self.outline.outside.push(Outside {
                line: line.number,
                text: line.text.clone(),
                kind: OutsideKind::Annex,
            });
            return;
        }
        self.annexes = None;
        let kept = self.boxed(marker).map_or(0, |at| at + 1);
        while self.stack.len() > kept
            && (self.stack.last()).is_some_and(|open| open.0 >= marker.rank)
        {
            self.stack.pop();
        }
        let (title, heading) = title_of(&line.text, marker);
        let mut is_background = self.stack.iter().any(|open| open.2);
        if let Some(parent) = self
            .stack
            .last()
            .and_then(|open| self.outline.units.get_mut(open.3))
        {
            parent.has_children = true;
        }
        is_background |= is_background_title(&title);
        let path: Vec<String> = self.stack.iter().map(|open| open.1.clone()).collect();
        let names_goal = |heading: &String| heading.contains("目标");
        let sort = if !is_background {
            Sort::Work
        } else if names_goal(&title) || path.iter().any(names_goal) {
            Sort::Goals
        } else {
            Sort::Background
        };
        let printed = format!("{}{title}", marker.printed);
        let index = self.outline.units.len();
        self.outline.units.push(Unit {
            path,
            heading: printed.clone(),
            number: marker.number.clone(),
            title,
            paragraphs: vec![Paragraph {
                line: line.number,
                text: line.text.clone(),
                heading,
            }],
            has_children: false,
            sort,
        });
        self.stack
            .push((marker.rank, printed, is_background, index));
        self.is_closed = false;
    }

    fn paragraph(&mut self, line: &Line) {
        static END: Pattern = Pattern::new(
            r"^附[件表录注]?~\d*~[:：]|^附[件表]~\d*$|^抄送|^[（(]?此件|^\S{4,20}办公[室厅]~$|^(?:[\p{Han}（）]{3,20}(?:政府|委员会|委|局|厅|部|司|办公[厅室])[\s、]*)*[\d〇○零一二三四五六七八九]{4}~年~[\d一二三四五六七八九十]{1,2}~月~[\d一二三四五六七八九十]{1,3}~日(?:印发)?$",
        );
        if END.is_match(&line.text) && line.text.chars().count() < 80 {
            self.is_closed = true;
            self.annexes = annexes(&line.text);
        }
        let kind = match () {
            () if self.is_closed => Some(OutsideKind::Annex),
            () if !line.cells.is_empty() || is_caption(&line.text) => Some(OutsideKind::Table),
            () => None,
        };
        if let Some(kind) = kind {
            self.outline.outside.push(Outside {
                line: line.number,
                text: line.text.clone(),
                kind,
            });
            return;
        }
        let paragraph = Paragraph {
            line: line.number,
            text: line.text.clone(),
            heading: 0,
        };
        if self.has_plain_boxes && line.is_indented && self.opens_box() {
            self.aside(paragraph);
            return;
        }
        match self
            .stack
            .last()
            .and_then(|open| self.outline.units.get_mut(open.3))
        {
            Some(unit) => unit.paragraphs.push(paragraph),
            None => self.outline.units.push(Unit {
                paragraphs: vec![paragraph],
                ..Unit::default()
            }),
        }
    }
}

impl Builder {
    /// Whether a numbered line is the next of the list of annexes: 附件：1.指标表, and below it 2.分工表.
    fn is_annex(&mut self, line: &Line, marker: &Marker) -> bool {
        let goes_on = marker.rank == NUMBERED
            && self.annexes.is_some_and(|last| last + 1 == marker.value)
            && line.text.chars().count() <= LONGEST_TITLE
            && !line.text.contains('。');
        if goes_on {
            self.annexes = Some(marker.value);
        }
        goes_on
    }

    /// The place of the open box (专栏) whose own numbered list the heading begins or goes on with.
    fn boxed(&self, marker: &Marker) -> Option<usize> {
        let unit = |at: usize| {
            let open = self.stack.get(at)?;
            self.outline.units.get(open.3)
        };
        let at = (0..self.stack.len()).rfind(|at| unit(*at).is_some_and(Unit::is_box))?;
        let goes_on = match unit(at + 1) {
            None => marker.value == 1 && unit(at)?.paragraphs.len() == 1,
            Some(item) => numeral::parse(&item.number).is_some_and(|it| it + 1 == marker.value),
        };
        let is_number = marker.rank == NUMBERED && !marker.number.starts_with(BOX);
        (is_number && goes_on).then_some(at)
    }

    /// Whether the open heading is that of a measure that has its paragraph.
    fn opens_box(&self) -> bool {
        let open = self.stack.last().filter(|open| !open.2);
        open.and_then(|open| self.outline.units.get(open.3))
            .is_some_and(|unit| {
                let has_body = unit.paragraphs.iter().any(|it| it.text.len() > it.heading);
                has_body && !unit.is_box()
            })
    }

    /// Begins a unit without a heading beside the open one; the paragraphs that follow are its own.
    fn aside(&mut self, paragraph: Paragraph) {
        let Some((rank, printed, is_background, _)) = self.stack.pop() else {
            return;
        };
        let index = self.outline.units.len();
        self.outline.units.push(Unit {
            path: self.stack.iter().map(|open| open.1.clone()).collect(),
            paragraphs: vec![paragraph],
            sort: Sort::Aside,
            ..Unit::default()
        });
        self.stack.push((rank, printed, is_background, index));
    }
}

/// How many annexes a line names in its list: none but the word (附件：), or the first of several (附件：1.指标表).
fn annexes(line: &str) -> Option<u32> {
    static LIST: Pattern = Pattern::new(r"^附件~[:：]~(?P<first>.*)$");
    let list = LIST.captures(line)?;
    let first = list.name("first")?.as_str();
    if first.is_empty() {
        return Some(0);
    }
    Marker::parse(first)
        .filter(|marker| marker.rank == NUMBERED)
        .map(|marker| marker.value)
}

/// A short line without any stop is a caption or a cell of a table, unless it names who answers.
fn is_caption(text: &str) -> bool {
    static OWNER: Pattern = Pattern::new("责任|牵头|负责");
    text.chars().count() <= 20
        && !text.contains(['。', '；', '，', ',', ';', '、'])
        && !OWNER.is_match(text)
}

/// The title in a heading's line, and how many bytes of the line are heading.
fn title_of(line: &str, marker: &Marker) -> (String, usize) {
    let rest = line.get(marker.length..).unwrap_or_default();
    let Some(stop) = rest.find('。') else {
        // No stop at all: a heading, unless it is long or carries its owners.
        let bracket = super::enclosed::brackets(rest)
            .into_iter()
            .next_back()
            .filter(|range| range.end == rest.len() && range.len() > 24);
        let title = bracket.map_or(rest, |range| rest.get(..range.start).unwrap_or(rest));
        return if title.chars().count() <= LONGEST_TITLE
            && !title.ends_with(['；', ';', '：', ':'])
            && !promises(title)
        {
            (title.trim().to_owned(), marker.length + title.len())
        } else {
            (String::new(), marker.length)
        };
    };
    let title = rest.get(..stop).unwrap_or_default();
    let is_whole = rest
        .get(stop + '。'.len_utf8()..)
        .unwrap_or_default()
        .trim()
        .is_empty();
    let fits = title.chars().count() <= LONGEST_TITLE && !(is_whole && title.contains('；'));
    if fits && !promises(title) && !title.contains(['（', '(', '；'])
        || fits && !is_whole && !promises(title) && is_bracket_short(title)
    {
        (
            title.trim().to_owned(),
            marker.length + stop + '。'.len_utf8(),
        )
    } else {
        (String::new(), marker.length)
    }
}

/// Brackets in a title hold a few words (县(市)区), never the owners.
fn is_bracket_short(title: &str) -> bool {
    super::enclosed::brackets(title)
        .iter()
        .all(|range| range.len() <= 40)
}

/// A title with a figure in it, or one that begins with a date, is a promise, not a title.
fn promises(title: &str) -> bool {
    static DATED: Pattern = Pattern::new(r"^(?:到|至|在)?~20\d\d~年.{0,6}(?:前|底|，|,)");
    DATED.is_match(title) || figure::find(title).iter().any(|figure| figure.is_numeric)
}

/// Sections that say why and whereto.
fn is_background_title(title: &str) -> bool {
    static BACKGROUND: Pattern = Pattern::new(
        r"指导思想|基本原则|工作原则|总体要求|总体思路|总体战略|重要意义|重大意义|存在(?:的)?问题|发展环境|编制依据|适用范围|面临|形势$|机遇$|挑战$|成就$|成效$|现状|背景$|回顾|基础$|^目标$|(?:总体|发展|工作|行动|主要|战略|具体|阶段|规划|建设|总|预期|奋斗|量化)目标$|^主要指标|指标$",
    );
    BACKGROUND.is_match(title.trim()) && !title.starts_with("夯实") && !title.starts_with("筑牢")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Outline {
        read(
            &super::super::source::read(text.as_bytes(), None)
                .unwrap()
                .lines,
        )
    }

    fn headings(text: &str) -> Vec<(Vec<String>, String, String)> {
        outline(text)
            .units
            .into_iter()
            .map(|unit| (unit.path, unit.number, unit.title))
            .collect()
    }

    fn row(path: &[&str], number: &str, title: &str) -> (Vec<String>, String, String) {
        (
            path.iter().map(|&part| part.to_owned()).collect(),
            number.to_owned(),
            title.to_owned(),
        )
    }

    #[test]
    fn headings_run_into_their_paragraphs() {
        let text = "四、主要任务\n(一)普及健康生活。\n1.推进控烟工程。开展宣传。\n2.建设步道12条。按期完工。\n（二）优化服务\n到年底完成。";
        assert_eq!(
            headings(text),
            [
                row(&[], "四", "主要任务"),
                row(&["四、主要任务"], "(一)", "普及健康生活"),
                row(&["四、主要任务", "(一)普及健康生活"], "1", "推进控烟工程"),
                row(&["四、主要任务", "(一)普及健康生活"], "2", ""),
                row(&["四、主要任务"], "（二）", "优化服务"),
            ]
        );
    }

    #[test]
    fn numbers_of_every_kind_nest() {
        for (text, wanted) in [
            (
                "第一篇 总则\n第一章 生活\n第一节 教育\n办班。\n第二节 健身\n建点。\n第二章 服务\n建站。\n第二篇 保障\n第三章 组织\n设组。",
                vec![
                    ("第一篇", 0),
                    ("第一章", 1),
                    ("第一节", 2),
                    ("第二节", 2),
                    ("第二章", 1),
                    ("第二篇", 0),
                    ("第三章", 1),
                ],
            ),
            (
                "一、任务\n（一）服务\n1.建站。\n（1）配人。\n①培训。\n②考核。\n（2）配车。\n2.建点。\n（二）环境\n3.植树。\n二、保障\n(一)组织\n1、设组。\n2、督查。",
                vec![
                    ("一", 0),
                    ("（一）", 1),
                    ("1", 2),
                    ("（1）", 3),
                    ("①", 4),
                    ("②", 4),
                    ("（2）", 3),
                    ("2", 2),
                    ("（二）", 1),
                    ("3", 2),
                    ("二", 0),
                    ("(一)", 1),
                    ("1", 2),
                    ("2", 2),
                ],
            ),
            // Numbers that start again, and a level that is left out.
            (
                "一、任务\n1．建站。\n2．建点。\n（1）植树。\n二、保障\n1．设组。\n2．督查。\n专栏1 工程\n建楼。\n三、附则\n从略。",
                vec![
                    ("一", 0),
                    ("1", 1),
                    ("2", 1),
                    ("（1）", 2),
                    ("二", 0),
                    ("1", 1),
                    ("2", 1),
                    ("专栏1", 1),
                    ("三", 0),
                ],
            ),
        ] {
            let got: Vec<(String, usize)> = headings(text)
                .into_iter()
                .map(|(path, number, _)| (number, path.len()))
                .collect();
            let got: Vec<(&str, usize)> = got.iter().map(|it| (it.0.as_str(), it.1)).collect();
            assert_eq!(got, wanted, "{text}");
        }
    }

    #[test]
    fn a_box_has_a_numbered_list_of_its_own() {
        let text = "一、任务\n1.建站。\n2.建点。\n专栏1 工程\n1.建楼。\n（1）选址。\n2.买车。\n3.植树。\n专栏2 项目\n1.修路。\n4.设组。";
        let got: Vec<(String, usize)> = headings(text)
            .into_iter()
            .map(|(path, number, _)| (number, path.len()))
            .collect();
        let got: Vec<(&str, usize)> = got.iter().map(|it| (it.0.as_str(), it.1)).collect();
        let wanted = [
            ("一", 0),
            ("1", 1),
            ("2", 1),
            ("专栏1", 1),
            ("1", 2),
            ("（1）", 3),
            ("2", 2),
            ("3", 2),
            ("专栏2", 1),
            ("1", 2),
            ("4", 1),
        ];
        assert_eq!(got, wanted);
    }

    #[test]
    fn a_list_of_annexes_is_no_list_of_measures() {
        for text in [
            "一、任务\n1.建站。\n附件：1.指标表\n2.分工表\n3.名单\n",
            "一、任务\n1.建站。\n附件：\n1.指标表\n2.分工表\n",
        ] {
            let outline = outline(text);
            assert_eq!(outline.units.len(), 2, "{text}");
            assert!(outline.outside.iter().any(|it| it.text == "2.分工表"));
        }
    }

    #[test]
    fn whole_chapters_may_stand_on_one_line() {
        let text = "制定如下方案。一、提高时效（一）研究好做法。（甲局负责）具体措施：1．总结经验。（乙局负责）2．简化程序。（丙局负责）（二）扩大就业。（丁局负责）二、减证照（一）取消证明。";
        let numbers: Vec<_> = outline(text)
            .units
            .into_iter()
            .map(|unit| unit.number)
            .collect();
        assert_eq!(
            numbers,
            ["", "一", "（一）", "1", "2", "（二）", "二", "（一）"]
        );
    }

    #[test]
    fn wrapped_lines_are_joined_and_headings_are_not() {
        let text = "　　一、以整机制造为引领\n　　（一）打造引领区。发挥各地在科创和人才等方面的优势，培育整机\n企业，打造引领区。\n　　（二）布局协同区。支持各地发展。";
        let units = outline(text).units;
        assert_eq!(units.len(), 3);
        assert_eq!(
            units[1].paragraphs[0].text,
            "（一）打造引领区。发挥各地在科创和人才等方面的优势，培育整机企业，打造引领区。"
        );
    }

    #[test]
    fn background_holds_for_what_stands_under_it() {
        let units = outline("一、总体要求\n（一）原则\n坚持预防为主，防治结合。\n二、任务\n（一）夯实基础\n建站一个，配人两名。\n附件：任务清单\n甲、乙、丙。").units;
        let background: Vec<_> = units.iter().map(|unit| unit.sort.is_background()).collect();
        assert_eq!(background, [true, true, false, false]);
        assert_eq!(units[3].paragraphs.len(), 2);
    }
}
