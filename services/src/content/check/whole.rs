//! A course as a whole: what it says of itself, and what its parts say.

use super::field;
use crate::content::{
    document::Document,
    findings::{Finding, Findings},
    library::CourseFolder,
    model::Course,
    problem::Problem,
    slips::Front,
    yaml::Data,
};

/// Compares the front matter of a course with that of its parts.
pub(super) fn check(
    folder: &CourseFolder,
    document: &Document,
    course: &Course,
    out: &mut Findings,
    all: &mut Vec<Finding>,
) {
    practices(folder, course, all);
    // A number that could not be read has been told.
    let read = document
        .fields()
        .iter()
        .any(|(key, value)| key.name == "minutes" && matches!(value.data, Data::Integer(1..)));
    if read {
        minutes(folder, document, course, out);
    }
}

/// A part about a practice that its course does not name.
fn practices(folder: &CourseFolder, course: &Course, all: &mut Vec<Finding>) {
    if course.practices.is_empty() {
        return;
    }
    // What one language says, the other says too, or has been told to differ.
    for file in folder
        .parts
        .values()
        .filter_map(|files| files.values().next())
    {
        let practice = file.part.head().practice;
        if !course.practices.contains(&practice) {
            let practice = practice.code().to_owned();
            all.push(Finding {
                path: file.path.clone(),
                at: field(&file.document, "practice"),
                problem: Problem::Front(Front::OtherPractice { practice }),
            });
        }
    }
}

/// How long the course takes, against its parts together: twice as long, or half, is a slip.
fn minutes(folder: &CourseFolder, document: &Document, course: &Course, out: &mut Findings) {
    let parts = course.parts.iter();
    let known: Option<Vec<u32>> = parts
        .map(|part| {
            let file = folder.parts.get(part.as_str())?.values().next()?;
            Some(file.part.head().minutes)
        })
        .collect();
    // Of parts that could not be read, nothing is known.
    let Some(sum) = known.map(|minutes| minutes.iter().sum::<u32>()) else {
        return;
    };
    if sum > 0 && (course.minutes > sum * 2 || course.minutes * 2 < sum) {
        let at = field(document, "minutes");
        out.add(at, Problem::Front(Front::OtherMinutes { parts: sum }));
    }
}
