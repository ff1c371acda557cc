//! A file that a spreadsheet opens as it is: UTF-8 with a byte order mark, no cell a formula.

use super::CompletionRow;
use crate::{Error, Result};
use domain::training::safe_cell;
use time::format_description::well_known::Rfc3339;

/// The columns' names, in the reader's language, in the order of the file.
pub type Header = [String; 13];

const MARK: &[u8] = b"\xef\xbb\xbf";

/// The beginning of the file: the mark and the columns' names.
///
/// # Errors
/// [`Error::Internal`] when it cannot be written.
pub fn head(header: &Header) -> Result<Vec<u8>> {
    write(MARK.to_vec(), std::iter::once(Ok(header.clone())))
}

/// Its lines.
///
/// # Errors
/// [`Error::Internal`] when an instant cannot be written.
pub fn rows(rows: &[CompletionRow]) -> Result<Vec<u8>> {
    write(Vec::new(), rows.iter().map(cells))
}

/// The one place where cells become bytes: none of them passes as a formula.
fn write(before: Vec<u8>, lines: impl Iterator<Item = Result<[String; 13]>>) -> Result<Vec<u8>> {
    let mut file = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(before);
    for line in lines {
        file.write_record(line?.iter().map(|cell| safe_cell(cell)))
            .map_err(|e| Error::Internal(Box::new(e)))?;
    }
    file.into_inner()
        .map_err(|e| Error::internal(e.to_string()))
}

fn cells(row: &CompletionRow) -> Result<[String; 13]> {
    let at = row
        .completed_at
        .replace_microsecond(0)
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .ok_or_else(|| Error::internal("an instant cannot be written"))?;
    let late = row
        .due_on
        .as_ref()
        .map(|due| (row.completed_at.date().to_string() > *due).to_string());
    Ok([
        row.employee_number.clone(),
        row.name.clone(),
        row.department.clone(),
        row.course.to_string(),
        row.title.clone(),
        row.version.to_string(),
        row.cycle.to_string(),
        row.language.clone(),
        row.score_percent
            .map_or_else(String::new, |s| s.to_string()),
        at,
        row.zone.clone(),
        row.due_on.clone().unwrap_or_default(),
        late.unwrap_or_default(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::content::{ContentHash, Slug};
    use time::macros::datetime;

    #[test]
    fn a_spreadsheet_finds_text_only() {
        let row = CompletionRow {
            employee_number: "HB-1".into(),
            name: "=HYPERLINK(\"x\")".into(),
            department: "영업, \"1팀\"".into(),
            course: Slug::parse("c").unwrap(),
            title: "과정".into(),
            version: ContentHash([1; 32]),
            cycle: 1,
            language: "ko".into(),
            score_percent: Some(88),
            completed_at: datetime!(2026-12-10 00:30:00.5 +9),
            zone: "Asia/Seoul".into(),
            due_on: Some("2026-12-09".into()),
        };
        let header = std::array::from_fn(|n| format!("=h{n}"));
        let mut file = head(&header).unwrap();
        file.extend(rows(&[row]).unwrap());
        let text = String::from_utf8(file).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        assert!(text.starts_with("'=h0,'=h1,"), "{text}");
        let hash = "01".repeat(32);
        assert_eq!(
            text.lines().nth(1).unwrap(),
            format!(
                "HB-1,\"'=HYPERLINK(\"\"x\"\")\",\"영업, \"\"1팀\"\"\",c,과정,{hash},1,ko,88,\
                 2026-12-10T00:30:00+09:00,Asia/Seoul,2026-12-09,true"
            )
        );
    }
}
