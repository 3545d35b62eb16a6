//! Tables with merged cells, as documents and pages have them: merged cells are filled, and a table that only lays out the
//! page is read as the paragraphs it holds.

use super::page::{Page, join_cell};
use crate::breakdown::problem::Problem;
use crate::text::pattern::Pattern;

/// A paragraph, or a table among paragraphs.
#[derive(Debug)]
pub enum Block {
    /// Its words.
    Paragraph(String),
    /// Its rows.
    Table(Grid),
}

/// A table.
#[derive(Debug, Default)]
pub struct Grid {
    /// Its rows, each cell once.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug)]
pub struct Cell {
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// How many columns it takes.
    pub wide: usize,
    /// How many rows it takes, where it says so itself.
    pub tall: usize,
    /// It goes on with the cell above.
    pub continues: bool,
    /// All its words are links: beside a page it is a menu.
    pub is_menu: bool,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            wide: 1,
            tall: 1,
            continues: false,
            is_menu: false,
        }
    }
}

/// No table has more columns: what lies behind is left out.
pub const MOST_COLUMNS: usize = 256;

/// Puts blocks on the page in printed order. How deep tables nest is bounded by whoever read them.
pub fn lay_out(blocks: Vec<Block>, page: &mut Page) -> Result<(), Problem> {
    for block in blocks {
        match block {
            Block::Paragraph(text) => page.paragraph(&text)?,
            Block::Table(grid) if grid.is_layout() => {
                let cells = grid.rows.into_iter().flatten();
                for cell in cells.filter(|cell| !cell.is_menu) {
                    lay_out(cell.blocks, page)?;
                }
            }
            Block::Table(grid) => {
                let table = page.open_table();
                for row in grid.filled() {
                    page.row(table, &row)?;
                }
            }
        }
    }
    Ok(())
}

impl Grid {
    /// One column, or a few cells that hold the better part of a page: no table of tasks, but a frame around paragraphs.
    fn is_layout(&self) -> bool {
        /// A row of a task table may list measures in its cell, but hardly more.
        const MOST_PARAGRAPHS: usize = 8;
        let cells = || self.rows.iter().flatten();
        let is_narrow = self.rows.iter().all(|row| row.len() <= 1);
        let is_page = |cell: &Cell| {
            let paragraphs = cell.blocks.iter().filter(|block| block.size() > 0);
            paragraphs.count() > MOST_PARAGRAPHS
        };
        let inner: usize = cells()
            .flat_map(|cell| &cell.blocks)
            .map(Block::inner)
            .sum();
        let whole: usize = cells().map(Cell::size).sum();
        let is_most = |cell: &Cell| is_page(cell) && cell.size() * 2 > whole;
        is_narrow || inner * 2 > whole || cells().any(is_most) && !self.has_header()
    }

    /// Whether its first row names columns.
    fn has_header(&self) -> bool {
        /// The name of a column has no more bytes.
        const LONGEST: usize = 36;
        let first = self.rows.first();
        first.is_some_and(|row| {
            row.len() > 2 && row.iter().all(|cell| (1..=LONGEST).contains(&cell.size()))
        })
    }

    /// Whether it is the record that an office keeps of a document (索引号, 发文机关, 成文日期), and the document number in it, where
    /// one is printed.
    pub fn record(&self) -> Option<Vec<String>> {
        static NAME: Pattern = Pattern::new(
            r"^(?:信息)?(?:索引号|主题分类|信息分类|发文机关|发布机构|公开机构|公开主体|发文字号|文号|文件编号|成文日期|成文时间|发文日期|生成日期|发布日期|公开日期|公开时间|标题|名称|信息名称|主题词|关键词|有效性|效力状态|公开方式|公开范围|公开时限|公文种类|体裁分类|组配分类|服务对象|内容概述)$",
        );
        static NUMBER: Pattern =
            Pattern::new(r"[\p{Han}]{2,10}~[〔\[［【（(]~\d{4}~[〕\]］】）)]~第?~\d{1,4}~号");
        /// A record is short.
        const LONGEST: usize = 3_000;
        /// Fewer names are no record.
        const LEAST: usize = 3;
        let cells = || self.rows.iter().flatten();
        if cells().map(Cell::size).sum::<usize>() > LONGEST {
            return None;
        }
        let texts: Vec<String> = cells().map(Cell::words).collect();
        let names: Vec<String> = texts
            .iter()
            .filter_map(|text| text.split([':', '：']).next())
            .map(|name| name.split_whitespace().collect())
            .filter(|name: &String| NAME.is_match(name))
            .collect();
        let is_record = names.len() >= LEAST && names.iter().any(|name| name.ends_with("索引号"));
        is_record.then(|| {
            let number = texts.iter().find_map(|text| NUMBER.find(text));
            number
                .into_iter()
                .map(|it| it.as_str().to_owned())
                .collect()
        })
    }

    /// The words of every row, a column a place; merged cells carry theirs into each row.
    fn filled(self) -> Vec<Vec<String>> {
        let mut above: Vec<String> = Vec::new();
        // Where a cell reaches further down: its words, and how many rows are left.
        let mut open: Vec<(usize, String)> = Vec::new();
        let mut rows = Vec::new();
        for row in self.rows {
            let mut words: Vec<String> = Vec::new();
            let mut cells = row.into_iter().peekable();
            while words.len() < MOST_COLUMNS {
                let at = words.len();
                if let Some((left, carried)) = open.get_mut(at).filter(|it| it.0 > 0) {
                    *left -= 1;
                    words.push(carried.clone());
                    continue;
                }
                let Some(cell) = cells.next() else {
                    break;
                };
                let text = if cell.continues {
                    above.get(at).cloned().unwrap_or_default()
                } else {
                    cell.words()
                };
                for column in at..(at + cell.wide).min(MOST_COLUMNS) {
                    let text = if column == at {
                        text.clone()
                    } else {
                        String::new()
                    };
                    if open.len() <= column {
                        open.resize(column + 1, (0, String::new()));
                    }
                    if let Some(open) = open.get_mut(column).filter(|_| cell.tall > 1) {
                        *open = (cell.tall - 1, text.clone());
                    }
                    words.push(text);
                }
            }
            above.clone_from(&words);
            rows.push(words);
        }
        rows
    }
}

impl Cell {
    fn words(&self) -> String {
        let mut parts = Vec::new();
        self.blocks.iter().for_each(|block| block.words(&mut parts));
        join_cell(&parts)
    }

    /// How many bytes of words stand in it.
    fn size(&self) -> usize {
        self.blocks.iter().map(Block::size).sum()
    }
}

impl Block {
    /// Adds its paragraphs, those of a table in it too.
    fn words<'b>(&'b self, parts: &mut Vec<&'b str>) {
        match self {
            Self::Paragraph(text) => parts.push(text),
            Self::Table(grid) => {
                let cells = grid.rows.iter().flatten();
                let blocks = cells.flat_map(|cell| &cell.blocks);
                blocks.for_each(|block| block.words(parts));
            }
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Paragraph(text) => text.trim().len(),
            Self::Table(_) => self.inner(),
        }
    }

    /// How many bytes of words stand in a table.
    fn inner(&self) -> usize {
        match self {
            Self::Paragraph(_) => 0,
            Self::Table(grid) => grid.rows.iter().flatten().map(Cell::size).sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, wide: usize, tall: usize, continues: bool) -> Cell {
        Cell {
            blocks: vec![Block::Paragraph(text.to_owned())],
            wide,
            tall,
            continues,
            is_menu: false,
        }
    }

    #[test]
    fn merged_cells_are_filled() {
        let grid = Grid {
            rows: vec![
                vec![
                    cell("甲", 1, 2, false),
                    cell("乙", 2, 1, false),
                    cell("丙", 1, 1, false),
                ],
                vec![
                    cell("丁", 1, 1, false),
                    cell("戊", 1, 1, false),
                    cell("", 1, 1, true),
                ],
            ],
        };
        assert_eq!(
            grid.filled(),
            [["甲", "乙", "", "丙"], ["甲", "丁", "戊", "丙"]]
        );
    }
}
