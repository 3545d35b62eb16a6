//! Rows of a table → indicators; what a row lacks is said, never filled from the cell beside it.

use super::align::Row;
use super::cell::{self, Shape};
use super::header::{Column, Role};
use super::layout::Layout;
use super::name;
use crate::domain::draft::{DraftIndicator, Warning};
use crate::text::pattern::Pattern;

/// What the rows of one table hold.
#[derive(Debug, Default)]
pub struct Findings {
    /// One a row.
    pub indicators: Vec<DraftIndicator>,
    /// What a reader must look at.
    pub warnings: Vec<Warning>,
    /// The last line of the table.
    pub end: usize,
}

/// Reads the rows of a table; `domain` is the one that spans them, from the table above where its header is repeated.
pub fn read(
    mut rows: Vec<Row>,
    columns: &[Column],
    layout: Layout,
    domain: &mut String,
) -> Findings {
    let mut reader = Reader {
        columns,
        layout,
        shows_domain: false,
    };
    reader.shows_domain = rows.iter().any(|row| reader.leaves_domain_empty(row));
    while rows.last().is_some_and(|row| !reader.has_value(row)) {
        rows.pop();
    }
    let mut findings = Findings::default();
    let mut whole: Vec<(Row, String)> = Vec::new();
    for row in rows {
        findings.end = findings.end.max(row.end);
        if reader.is_part(&row, whole.last().map(|last| &last.0)) {
            if let Some((last, _)) = whole.last_mut() {
                fold(last, &row, columns);
            }
            continue;
        }
        if let Some(found) = reader.heading(&row) {
            *domain = found;
            continue;
        }
        let own = reader.text(&row, Role::Domain);
        if !own.is_empty() {
            own.clone_into(domain);
        }
        if row.texts.iter().flatten().any(|text| !text.is_empty()) {
            whole.push((row, domain.clone()));
        }
    }
    for (row, domain) in whole {
        reader.row(&row, domain, &mut findings);
    }
    findings
}

/// The value columns with their cells.
type Values<'t> = Vec<(&'t Column, Option<&'t str>)>;

struct Reader<'t> {
    columns: &'t [Column],
    layout: Layout,
    /// Rows under a spanning domain print an empty cell for it.
    shows_domain: bool,
}

impl Reader<'_> {
    fn text<'r>(&self, row: &'r Row, role: Role) -> &'r str {
        let at = self.columns.iter().position(|column| column.role == role);
        at.and_then(|at| row.texts.get(at))
            .and_then(Option::as_deref)
            .unwrap_or_default()
    }

    /// The columns with values and their cells.
    fn values<'r>(&'r self, row: &'r Row) -> Values<'r> {
        self.columns
            .iter()
            .zip(&row.texts)
            .filter(|(column, _)| column.role == Role::Value)
            .map(|(column, text)| (column, text.as_deref()))
            .collect()
    }

    fn leaves_domain_empty(&self, row: &Row) -> bool {
        let mut cells = self.columns.iter().zip(&row.texts);
        row.is_positional
            && cells.any(|(column, text)| {
                column.role == Role::Domain && text.as_ref().is_some_and(String::is_empty)
            })
    }

    fn has_value(&self, row: &Row) -> bool {
        self.values(row)
            .iter()
            .any(|(_, text)| text.is_some_and(|text| !text.is_empty()))
    }

    /// A row that only names the domain of those below it.
    fn heading(&self, row: &Row) -> Option<String> {
        let name = self.text(row, Role::Name);
        let domain = self.text(row, Role::Domain);
        let filled: Vec<&String> = row
            .texts
            .iter()
            .flatten()
            .filter(|text| !text.is_empty())
            .collect();
        let is_alone = filled.len() == 1;
        let is_line = row.texts.iter().flatten().count() == 1;
        let is_heading = is_alone && (!domain.is_empty() || is_line && !cell::is_name(name));
        filled
            .first()
            .filter(|_| is_heading)
            .map(|text| (*text).clone())
    }

    /// Whether the row is the rest of the wrapped cells above it.
    fn is_part(&self, row: &Row, above: Option<&Row>) -> bool {
        let Some(above) = above.filter(|_| self.layout != Layout::Plain) else {
            return false;
        };
        let filled: Vec<(&Column, &str)> = self
            .columns
            .iter()
            .zip(&row.texts)
            .filter_map(|(column, text)| Some((column, text.as_deref()?)))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let own = self.text(row, Role::Name);
        let name = self.text(above, Role::Name);
        let has_words_only = !filled.is_empty()
            && filled.iter().all(|(column, text)| {
                matches!(column.role, Role::Domain | Role::Name)
                    || matches!(cell::shape(text), Shape::Words | Shape::Trend)
            });
        let is_only_domain = filled.iter().all(|(column, _)| column.role == Role::Domain);
        let goes_on = if own.is_empty() {
            row.is_positional && !is_only_domain
        } else {
            filled.len() == 1
                && (cell::is_fragment(name)
                    || own.starts_with(['（', '(', '）', ')'])
                    || !cell::is_name(name) && cell::is_name(own))
        };
        has_words_only && goes_on
    }

    fn row(&self, row: &Row, domain: String, findings: &mut Findings) {
        let mut warn = |message: String| {
            findings.warnings.push(Warning {
                line: row.line,
                message,
            });
        };
        let printed = self.text(row, Role::Name);
        if printed.is_empty() {
            warn(format!(
                "指标表的这一行缺指标名称，未列入：{}。",
                joined(row)
            ));
            return;
        }
        let named = name::read(printed);
        let values = self.values(row);
        let missing: Vec<&str> = self
            .columns
            .iter()
            .zip(&row.texts)
            .filter(|(column, text)| {
                text.is_none()
                    && (matches!(column.role, Role::Unit | Role::Kind | Role::Number)
                        || column.role == Role::Domain && self.shows_domain)
            })
            .map(|(column, _)| column.head.as_str())
            .collect();
        for head in missing {
            warn(format!(
                "指标「{}」缺「{head}」一格，已留空，其余各格未移位，请核对。",
                named.text
            ));
        }
        let (values, lack) = settled(&values, row.is_positional);
        if let Some(lack) = lack {
            warn(format!("指标「{}」{lack}", named.text));
        }
        if row.is_crowded {
            warn(format!(
                "指标「{}」一行的格数多于表头，请核对各列。",
                named.text
            ));
        }
        let column_unit = self.text(row, Role::Unit);
        let column_owner = self.text(row, Role::Owner);
        let direction = self.text(row, Role::Direction);
        findings.indicators.push(DraftIndicator {
            domain,
            unit: if column_unit.is_empty() {
                named.unit
            } else {
                column_unit.to_owned()
            },
            kind: kind(self.text(row, Role::Kind)).to_owned(),
            owner: if named.owner.is_empty() {
                column_owner.to_owned()
            } else {
                named.owner
            },
            direction: if direction.is_empty() {
                direction_of(&values)
            } else {
                direction.to_owned()
            },
            values: values
                .iter()
                .filter_map(|(column, text)| Some((column.key.clone(), (*text)?.to_owned())))
                .filter(|(_, text)| !text.is_empty())
                .collect(),
            name: named.text,
            note: String::new(),
        });
    }
}

/// The values of a row, and what is to be said about those that it lacks.
///
/// Which column a missing cell belongs to is seen only where empty cells are printed. Elsewhere a row that lacks one is taken to
/// lack its baseline if nothing speaks against it; else its values are left out and named.
fn settled<'t>(values: &Values<'t>, is_positional: bool) -> (Values<'t>, Option<String>) {
    let found: Vec<&str> = values.iter().filter_map(|(_, text)| *text).collect();
    let lacks = values.len() - found.len();
    if lacks == 0 {
        return (values.clone(), None);
    }
    if is_positional || found.is_empty() {
        let message = format!("缺 {lacks} 个数值，已留空，请核对。");
        return (values.clone(), Some(message));
    }
    let is_target = |text: &&str| {
        cell::shape(text) == Shape::Trend
            || text.starts_with(|c: char| !c.is_ascii_digit())
            || text.ends_with(['上', '下', '右'])
    };
    let first_is_target = found.first().is_some_and(is_target);
    let others_are_targets = found.iter().skip(1).any(is_target);
    let lacks_baseline = lacks == 1 && (first_is_target || found.len() > 1 && !others_are_targets);
    let mut cells = found.iter().copied();
    let settled = values.iter().enumerate().map(|(at, (column, _))| {
        let text = if lacks_baseline && at > 0 {
            cells.next()
        } else {
            None
        };
        (*column, text)
    });
    let head = values
        .first()
        .map_or("", |(column, _)| column.head.as_str());
    let message = if lacks_baseline {
        format!(
            "有 {} 个数值，表头有 {} 列，按缺「{head}」一格对位，请核对：{}。",
            found.len(),
            values.len(),
            found.join("、")
        )
    } else {
        format!(
            "有 {} 个数值，表头有 {} 列，不能确定各属哪一列，未填入：{}。",
            found.len(),
            values.len(),
            found.join("、")
        )
    };
    (settled.collect(), Some(message))
}

/// The cells of a row, for a message.
fn joined(row: &Row) -> String {
    let texts = row.texts.iter().flatten().filter(|text| !text.is_empty());
    texts.cloned().collect::<Vec<_>>().join("、")
}

/// Puts the rest of wrapped cells behind the cells above.
fn fold(above: &mut Row, row: &Row, columns: &[Column]) {
    let name = columns.iter().position(|column| column.role == Role::Name);
    let is_line = row.texts.iter().flatten().count() == 1;
    for (at, text) in row.texts.iter().enumerate() {
        let Some(text) = text.as_deref().filter(|text| !text.is_empty()) else {
            continue;
        };
        // A line of its own carries no column: it is the name that goes on.
        let target = name.filter(|_| is_line).unwrap_or(at);
        if let Some(cell) = above.texts.get_mut(target) {
            cell.get_or_insert_default().push_str(text);
        }
    }
    above.end = above.end.max(row.end);
}

/// 约束性 without its brackets and 指标.
fn kind(printed: &str) -> &str {
    let bare = printed.trim_matches(['（', '）', '(', ')', '[', ']', '【', '】']);
    bare.strip_suffix("指标").unwrap_or(bare)
}

/// Which way is better, as the last target prints it that does.
fn direction_of(values: &Values) -> String {
    static DIRECTION: Pattern = Pattern::new(
        r"[≥≤≧≦＞＜><]|左右|及?以上|及?以下|以内|不低于|不少于|不小于|不高于|不超过|不大于|高于|低于|超过|接近|(?:持续|稳步|逐步|逐年|不断|明显|显著|有所|同比例|进一步)(?:提高|提升|改善|下降|降低|减少|增加|增长|上升|优化)|上升趋势减缓|降低|下降|减少|提高|提升|增加|增长|翻番|持续$|保持",
    );
    let targets = if values.len() > 1 {
        values.get(1..).unwrap_or_default()
    } else {
        values.as_slice()
    };
    targets
        .iter()
        .rev()
        .filter_map(|(_, text)| DIRECTION.find((*text)?))
        .map(|found| found.as_str().to_owned())
        .next()
        .unwrap_or_default()
}
