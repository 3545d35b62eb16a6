//! Tables, and charts as the tables of their figures.

use std::io;

use super::page::Sheet;
use super::styles::{SIZE_5, SIZE_SMALL_4, Style};
use super::text::{paragraph, paragraph_with};
use super::xml::Xml;
use crate::domain::document::{Cell, Column, Table};
use crate::text::width::width;

/// Between a cell's border and its words, left and right.
const MARGIN: u32 = 57;
/// The same above and below.
const MARGIN_ABOVE: u32 = 28;

/// How the cells of one table are set.
struct Setting {
    cell: Style,
    heading: Style,
    /// A column of display width, half of a Chinese character.
    half: u32,
    widths: Vec<u32>,
    /// Words that need more lines than this may run over to the next page.
    most_lines: u32,
}

impl Setting {
    /// 小四 where the columns have room for it, else 五号.
    fn of(table: &Table, sheet: Sheet) -> Self {
        let wished: u32 = table
            .columns
            .iter()
            .map(|it| u32::from(it.width) * SIZE_SMALL_4 * 10 + 2 * MARGIN)
            .sum();
        let (cell, heading, size) = if wished <= sheet.text_width() {
            (Style::Cell, Style::CellHeading, SIZE_SMALL_4)
        } else {
            (Style::SmallCell, Style::SmallCellHeading, SIZE_5)
        };
        Self {
            cell,
            heading,
            half: size * 5,
            widths: shares(&table.columns, sheet.text_width()),
            most_lines: sheet.text_height() / 2 / cell.line(),
        }
    }

    /// Whether the words fit a row that is not parted.
    fn is_low(&self, text: &str, at: usize) -> bool {
        let room = self.widths.get(at).map_or(1, |it| {
            it.saturating_sub(2 * MARGIN)
                .checked_div(self.half)
                .unwrap_or(1)
                .max(1)
        });
        let lines: usize = text
            .lines()
            .map(|it| width(it).div_ceil(room as usize).max(1))
            .sum();
        lines <= self.most_lines as usize
    }
}

/// The whole width, given to the columns in proportion; nothing is lost by rounding.
fn shares(columns: &[Column], whole: u32) -> Vec<u32> {
    let wishes: Vec<u64> = columns
        .iter()
        .map(|it| u64::from(it.width.max(1)))
        .collect();
    let sum: u64 = wishes.iter().sum::<u64>().max(1);
    let mut before = 0;
    wishes
        .iter()
        .map(|wish| {
            let start = u64::from(whole) * before / sum;
            before += wish;
            let end = u64::from(whole) * before / sum;
            u32::try_from(end - start).unwrap_or(whole)
        })
        .collect()
}

/// The table, with its name over it where `is_named`. One without columns is not there.
pub fn table(xml: &mut Xml, table: &Table, sheet: Sheet, is_named: bool) -> io::Result<()> {
    if is_named && !table.name.is_empty() {
        paragraph(xml, Style::Caption, &table.name)?;
    }
    if table.columns.is_empty() {
        return Ok(());
    }
    let setting = Setting::of(table, sheet);
    xml.element("w:tbl", &[], |xml| {
        properties(xml, sheet.text_width())?;
        xml.element("w:tblGrid", &[], |xml| {
            for width in &setting.widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())])?;
            }
            Ok(())
        })?;
        heading_row(xml, table, &setting)?;
        if table.rows.is_empty() {
            nothing(xml, &setting)?;
        }
        for cells in &table.rows {
            row(xml, cells, &setting)?;
        }
        Ok(())
    })
}

fn properties(xml: &mut Xml, whole: u32) -> io::Result<()> {
    xml.element("w:tblPr", &[], |xml| {
        dxa(xml, "w:tblW", whole)?;
        xml.value("w:jc", "center")?;
        xml.element("w:tblBorders", &[], |xml| {
            for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                xml.empty(
                    &format!("w:{side}"),
                    &[
                        ("w:val", "single"),
                        ("w:sz", "4"),
                        ("w:space", "0"),
                        ("w:color", "000000"),
                    ],
                )?;
            }
            Ok(())
        })?;
        xml.empty("w:tblLayout", &[("w:type", "fixed")])?;
        xml.element("w:tblCellMar", &[], |xml| {
            dxa(xml, "w:top", MARGIN_ABOVE)?;
            dxa(xml, "w:left", MARGIN)?;
            dxa(xml, "w:bottom", MARGIN_ABOVE)?;
            dxa(xml, "w:right", MARGIN)
        })
    })
}

fn dxa(xml: &mut Xml, name: &str, twips: u32) -> io::Result<()> {
    xml.empty(name, &[("w:w", &twips.to_string()), ("w:type", "dxa")])
}

/// The row of headings, on every page that the table reaches.
fn heading_row(xml: &mut Xml, table: &Table, setting: &Setting) -> io::Result<()> {
    let mut headings = table.columns.iter().enumerate();
    let is_low = headings.all(|(at, it)| setting.is_low(&it.heading, at));
    xml.element("w:tr", &[], |xml| {
        if is_low {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[])?;
                xml.empty("w:tblHeader", &[])
            })?;
        }
        for (column, width) in table.columns.iter().zip(&setting.widths) {
            cell(xml, *width, 1, |xml| {
                paragraph(xml, setting.heading, &column.heading)
            })?;
        }
        Ok(())
    })
}

/// A row, on one page unless it is too high for that; a cell that is missing is empty.
fn row(xml: &mut Xml, cells: &[Cell], setting: &Setting) -> io::Result<()> {
    let told: Vec<(String, bool)> = cells.iter().map(|it| (it.told(), it.is_figure())).collect();
    let is_low = told
        .iter()
        .enumerate()
        .all(|(at, (text, _))| setting.is_low(text, at));
    xml.element("w:tr", &[], |xml| {
        if is_low {
            xml.element("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]))?;
        }
        for (at, width) in setting.widths.iter().enumerate() {
            let (text, is_figure) = told.get(at).map_or(("", false), |it| (&it.0, it.1));
            cell(xml, *width, 1, |xml| {
                paragraph_with(xml, setting.cell, text, |xml| {
                    if is_figure {
                        xml.value("w:jc", "right")?;
                    }
                    Ok(())
                })
            })?;
        }
        Ok(())
    })
}

/// A table without rows says so.
fn nothing(xml: &mut Xml, setting: &Setting) -> io::Result<()> {
    xml.element("w:tr", &[], |xml| {
        let whole = setting.widths.iter().sum();
        cell(xml, whole, setting.widths.len(), |xml| {
            paragraph_with(xml, setting.cell, "（无）", |xml| {
                xml.value("w:jc", "center")
            })
        })
    })
}

fn cell(
    xml: &mut Xml,
    width: u32,
    columns: usize,
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            dxa(xml, "w:tcW", width)?;
            if columns > 1 {
                xml.value("w:gridSpan", &columns.to_string())?;
            }
            xml.value("w:vAlign", "center")
        })?;
        inside(xml)
    })
}
