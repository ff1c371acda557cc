//! Fields of many lines.

use leptos::prelude::*;

use super::{
    FormState,
    input::{Shown, described_by},
};

/// A field of many lines.
#[derive(Clone, Debug)]
pub struct Textarea {
    name: &'static str,
    label: String,
    hint: Option<String>,
    rows: u32,
    required: bool,
    form: String,
}

impl Textarea {
    /// A field that must be filled, six lines high; it grows with what is typed where the browser can.
    pub fn new(name: &'static str, label: String) -> Self {
        Self {
            name,
            label,
            hint: None,
            rows: 6,
            required: true,
            form: String::new(),
        }
    }

    /// May stay empty.
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// With a sentence below the label.
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// This many lines high.
    pub fn rows(mut self, rows: u32) -> Self {
        self.rows = rows;
        self
    }

    /// As [`Input::within`].
    pub fn within(mut self, form: impl Into<String>) -> Self {
        self.form = form.into();
        self
    }

    /// The field with what was typed and its message.
    pub fn view(self, state: &FormState) -> impl IntoView + use<> {
        let shown = Shown::of(state, &self.form, self.name);
        let invalid = shown.error.is_some();
        let (hint, message) = (shown.hint(self.hint.clone()), shown.message());
        // A browser drops one line break at the beginning: one that was typed needs another before it.
        let text = if shown.value.starts_with('\n') {
            format!("\n{}", shown.value)
        } else {
            shown.value
        };
        view! {
            <div class="field" class:field-invalid=invalid>
                <label for=format!("field-{}", shown.id)>{self.label}</label>
                {hint}
                {message}
                <textarea
                    id=format!("field-{}", shown.id)
                    name=self.name
                    rows=self.rows
                    required=self.required
                    aria-invalid=invalid.then_some("true")
                    aria-describedby=described_by(&shown.id, self.hint.is_some(), invalid)
                >{text}</textarea>
            </div>
        }
    }
}
