//! The file as a whole: its encoding, its header, its lines.

use super::{MAX_BYTES, MAX_ROWS};

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident, $en:literal, $ko:literal, [$($other:literal),*];)+) => {
        /// A column of the file.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Column { $($(#[$doc])* $name),+ }

        /// All columns, in the order of the template.
        pub const COLUMNS: &[Column] = &[$(Column::$name),+];

        impl Column {
            /// Its name in an English header.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$name => $en),+ }
            }
            /// Its name in a Korean header.
            #[must_use]
            pub const fn ko(self) -> &'static str {
                match self { $(Self::$name => $ko),+ }
            }
            fn named(name: &str) -> Option<Self> {
                let name = name.trim().to_lowercase().replace([' ', '-'], "_");
                $(if [$en, $ko $(, $other)*].iter().any(|n| n.replace(' ', "_") == name) { return Some(Self::$name); })+
                None
            }
        }
    };
}

columns! {
    /// What the company knows the person by.
    Number, "employee_number", "사번", ["employee_no", "number"];
    /// Their name.
    Name, "name", "이름", ["성명"];
    /// Their address.
    Email, "email", "이메일", ["e_mail"];
    /// `ko` or `en`.
    Language, "language", "언어", [];
    /// The code of the legal entity.
    LegalEntity, "legal_entity", "법인", ["법인_코드", "법인코드"];
    /// The code of the department.
    Department, "department", "부서", ["부서_코드", "부서코드"];
    /// The manager's employee number.
    Manager, "manager", "상사 사번", ["상사사번", "관리자 사번", "관리자사번", "manager_number"];
    /// What they do.
    JobRole, "job_role", "직무", [];
    /// Where.
    Location, "location", "근무지", [];
    /// IANA name.
    TimeZone, "time_zone", "시간대", [];
    /// `employee`, `contractor` or `agency`.
    Kind, "kind", "고용 형태", ["고용형태"];
    /// Yes or no.
    OnLeave, "on_leave", "휴직", [];
    /// The first day on which the row holds.
    From, "from", "적용일", ["valid_from"];
    /// The last day of the post.
    To, "to", "종료일", ["valid_to"];
}

/// What is wrong with the file as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileProblem {
    /// Nothing in it.
    Empty,
    /// Not in UTF-8.
    NotUtf8,
    /// More than [`MAX_BYTES`] or [`MAX_ROWS`].
    TooLarge,
    /// A column has a name that we do not know.
    UnknownColumn,
    /// A column is there twice.
    ColumnTwice,
    /// There is no employee number.
    NoNumber,
}

impl FileProblem {
    /// The code of the field error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::NotUtf8 => "not_utf8",
            Self::TooLarge => "file_too_large",
            Self::UnknownColumn => "unknown_column",
            Self::ColumnTwice => "column_twice",
            Self::NoNumber => "no_number_column",
        }
    }
}

/// The text of a file, without its byte order mark. Lines end in one way, whoever wrote them, so that they are counted
/// as an editor counts them.
pub(super) fn text(bytes: &[u8]) -> Result<String, FileProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(FileProblem::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| FileProblem::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(FileProblem::Empty);
    }
    // PostgreSQL keeps no NUL in a text; a spreadsheet writes none.
    if text.contains('\0') {
        return Err(FileProblem::NotUtf8);
    }
    if text.lines().count() > MAX_ROWS + 1 {
        return Err(FileProblem::TooLarge);
    }
    Ok(text.replace("\r\n", "\n"))
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
}

/// Which column stands where.
pub(super) fn header(text: &str) -> Result<Vec<Column>, FileProblem> {
    let mut reader = reader(text);
    let names = reader.headers().map_err(|_| FileProblem::NotUtf8)?;
    let mut columns = Vec::with_capacity(names.len());
    for name in names {
        let column = Column::named(name).ok_or(FileProblem::UnknownColumn)?;
        if columns.contains(&column) {
            return Err(FileProblem::ColumnTwice);
        }
        columns.push(column);
    }
    if columns.contains(&Column::Number) {
        Ok(columns)
    } else {
        Err(FileProblem::NoNumber)
    }
}

/// One line of the file: its number, and its cells, or none when there are more or fewer than columns.
pub(super) struct Cells {
    /// As a text editor counts, the header being 1.
    pub(super) line: u64,
    columns: std::sync::Arc<[Column]>,
    cells: Option<csv::StringRecord>,
}

impl Cells {
    /// The cell, where it holds anything.
    pub(super) fn get(&self, column: Column) -> Option<&str> {
        let at = self.columns.iter().position(|c| *c == column)?;
        self.cells.as_ref()?.get(at).filter(|c| !c.is_empty())
    }
    /// Whether there are as many cells as columns.
    pub(super) const fn fits(&self) -> bool {
        self.cells.is_some()
    }
}

/// The lines after the header; empty ones are left out.
pub(super) fn lines(text: &str, columns: Vec<Column>) -> impl Iterator<Item = Cells> {
    let columns: std::sync::Arc<[Column]> = columns.into();
    let mut records = reader(text).into_records();
    let mut found = Vec::new();
    while let Some(record) = records.next() {
        let record = record.ok();
        let line = record
            .as_ref()
            .and_then(|r| r.position().map(csv::Position::line));
        let line = line.unwrap_or_else(|| records.reader().position().line());
        if record.as_ref().is_some_and(|r| r.iter().all(str::is_empty)) {
            continue;
        }
        found.push(Cells {
            line,
            columns: columns.clone(),
            cells: record.filter(|r| r.len() == columns.len()),
        });
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_in_either_language_and_any_order() {
        let ko = "\u{feff}이름,사번,관리자 사번,고용형태\n김민지,HB-1,,직원\n";
        let text = text(ko.as_bytes()).unwrap();
        let columns = header(&text).unwrap();
        assert_eq!(
            columns,
            [Column::Name, Column::Number, Column::Manager, Column::Kind]
        );
        let lines: Vec<_> = lines(&text, columns).collect();
        assert_eq!(
            (
                lines[0].line,
                lines[0].get(Column::Name),
                lines[0].get(Column::Manager)
            ),
            (2, Some("김민지"), None)
        );
        for column in COLUMNS {
            assert_eq!(Column::named(column.en()), Some(*column));
            assert_eq!(Column::named(column.ko()), Some(*column));
        }
        assert_eq!(
            header("Employee Number,Job-Role\n"),
            Ok(vec![Column::Number, Column::JobRole])
        );
    }

    #[test]
    fn what_is_wrong_with_a_whole_file_has_a_code() {
        assert_eq!(text(b" \n"), Err(FileProblem::Empty));
        assert_eq!(text(&[0xb1, 0xe8]), Err(FileProblem::NotUtf8));
        assert_eq!(text(b"employee_number\na\0"), Err(FileProblem::NotUtf8));
        assert_eq!(header("name\n"), Err(FileProblem::NoNumber));
        assert_eq!(
            header("employee_number,사번\n"),
            Err(FileProblem::ColumnTwice)
        );
        assert_eq!(
            header("employee_number,salary\n"),
            Err(FileProblem::UnknownColumn)
        );
    }

    #[test]
    fn lines_keep_their_number_past_breaks_in_quotes_and_empty_lines() {
        let file = "사번,이름\nHB-1,\"두\n줄\"\n\n,\nHB-2,나,남음\nHB-3,다\n";
        // As other systems end their lines, and browsers those of a pasted text.
        for file in [file.to_owned(), file.replace('\n', "\r\n")] {
            let text = text(file.as_bytes()).unwrap();
            let lines: Vec<_> = lines(&text, header(&text).unwrap()).collect();
            let found: Vec<_> = lines.iter().map(|l| (l.line, l.fits())).collect();
            assert_eq!(found, [(2, true), (6, false), (7, true)]);
        }
    }
}
