//! A story as it was typed, before anything is known of it.

use crate::{Error, Result, error::FieldError};
use domain::{
    content::Practice,
    language::Language,
    stories::{
        MOST_PART, MOST_TITLE, StoryPart, StoryPartError, StoryText, StoryTitle, StoryTitleError,
    },
};
use serde::Serialize;

/// What stands in the form.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Typed {
    /// What it is called.
    pub title: String,
    /// Which practice it shows, once chosen.
    pub practice: Option<Practice>,
    /// The language it is written in.
    pub language: Language,
    /// What was done, in Markdown.
    pub done: String,
    /// For whom, in Markdown.
    pub audience: String,
    /// What came of it, in Markdown.
    pub outcome: String,
}

impl Typed {
    /// The text as a reviewer signs it.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that is not as it must be.
    pub fn parse(&self) -> Result<StoryText> {
        let mut wrong = Vec::new();
        let title = StoryTitle::parse(&self.title).map_err(|e| {
            let code = match e {
                StoryTitleError::Empty => "required",
                StoryTitleError::TooLong => "too_long",
                StoryTitleError::Control => "invalid",
            };
            wrong.push(FieldError {
                field: "title",
                code,
            });
        });
        if self.practice.is_none() {
            wrong.push(FieldError {
                field: "practice",
                code: "required",
            });
        }
        let mut part = |field, text: &str| {
            StoryPart::parse(text).map_err(|e| {
                let code = match e {
                    StoryPartError::Empty => "required",
                    StoryPartError::TooLong => "too_long",
                };
                wrong.push(FieldError { field, code });
            })
        };
        let done = part("done", &self.done);
        let audience = part("audience", &self.audience);
        let outcome = part("outcome", &self.outcome);
        match (title, self.practice, done, audience, outcome) {
            (Ok(title), Some(practice), Ok(done), Ok(audience), Ok(outcome)) => Ok(StoryText {
                title,
                practice,
                language: self.language,
                done,
                audience,
                outcome,
            }),
            _ => Err(Error::Invalid(wrong)),
        }
    }

    /// Whether it can be kept as a draft: a title to find it by, and nothing longer than a story takes.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that is not as it must be.
    pub fn check_draft(&self) -> Result<()> {
        let mut wrong = Vec::new();
        if self.title.trim().is_empty() {
            wrong.push(FieldError {
                field: "title",
                code: "required",
            });
        }
        let fields = [
            ("title", &self.title, MOST_TITLE),
            ("done", &self.done, MOST_PART),
            ("audience", &self.audience, MOST_PART),
            ("outcome", &self.outcome, MOST_PART),
        ];
        for (field, text, most) in fields {
            // A line break counts once, as it will when the draft is submitted.
            if text.trim().replace("\r\n", "\n").chars().count() > most {
                wrong.push(FieldError {
                    field,
                    code: "too_long",
                });
            }
        }
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(wrong))
        }
    }
}
