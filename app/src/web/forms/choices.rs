//! Boxes to tick and cards to choose from.

use leptos::prelude::*;

use super::{
    FormState,
    input::{Shown, described_by},
};

/// One thing that is so or not.
#[derive(Clone, Debug)]
pub struct Checkbox {
    name: &'static str,
    label: String,
    hint: Option<String>,
    form: String,
}

impl Checkbox {
    /// Sends `name=yes` when it is ticked.
    pub fn new(name: &'static str, label: String) -> Self {
        Self {
            name,
            label,
            hint: None,
            form: String::new(),
        }
    }

    /// With a sentence below the label.
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// As [`Input::within`].
    pub fn within(mut self, form: impl Into<String>) -> Self {
        self.form = form.into();
        self
    }

    /// The box as it was left, with its message.
    pub fn view(self, state: &FormState) -> impl IntoView + use<> {
        let shown = Shown::of(state, &self.form, self.name);
        let invalid = shown.error.is_some();
        let (hint, message) = (shown.hint(self.hint.clone()), shown.message());
        view! {
            <div class="field field-check" class:field-invalid=invalid>
                <input
                    id=format!("field-{}", shown.id)
                    type="checkbox"
                    name=self.name
                    value="yes"
                    checked=!shown.value.is_empty()
                    aria-invalid=invalid.then_some("true")
                    aria-describedby=described_by(&shown.id, self.hint.is_some(), invalid)
                />
                <div>
                    <label for=format!("field-{}", shown.id)>{self.label}</label>
                    {hint}
                    {message}
                </div>
            </div>
        }
    }
}

/// One of a few, each with room to say what it means. The whole card can be pressed.
#[derive(Clone, Debug)]
pub struct RadioCards {
    name: &'static str,
    legend: String,
    /// Value, title, and what it means.
    options: Vec<(String, String, Option<String>)>,
    form: String,
}

impl RadioCards {
    /// A group of choices without any yet.
    pub fn new(name: &'static str, legend: String) -> Self {
        Self {
            name,
            legend,
            options: Vec::new(),
            form: String::new(),
        }
    }

    /// One more choice.
    pub fn option(
        mut self,
        value: impl Into<String>,
        title: String,
        about: Option<String>,
    ) -> Self {
        self.options.push((value.into(), title, about));
        self
    }

    /// As [`Input::within`].
    pub fn within(mut self, form: impl Into<String>) -> Self {
        self.form = form.into();
        self
    }

    /// The choices, the one that was chosen marked, with their message.
    pub fn view(self, state: &FormState) -> impl IntoView + use<> {
        let shown = Shown::of(state, &self.form, self.name);
        let invalid = shown.error.is_some();
        let described = described_by(&shown.id, false, invalid);
        let message = shown.message();
        let (name, id, chosen) = (self.name, shown.id.clone(), shown.value);
        let cards = self
            .options
            .into_iter()
            .enumerate()
            .map(|(index, (value, title, about))| {
                // The summary of errors leads to the first of them.
                let id = if index == 0 {
                    format!("field-{id}")
                } else {
                    format!("field-{id}-{index}")
                };
                let own = id.clone();
                let checked = value == chosen;
                view! {
                    <label class="radio-card" for=id>
                        <input
                            id=own
                            type="radio"
                            name=name
                            value=value
                            checked=checked
                            aria-invalid=invalid.then_some("true")
                            aria-describedby=described.clone()
                        />
                        <span>
                            <span class="radio-title">{title}</span>
                            {about.map(|about| view! { <span class="hint">{about}</span> })}
                        </span>
                    </label>
                }
            })
            .collect_view();
        view! {
            <fieldset class="field radio-cards" class:field-invalid=invalid>
                <legend>{self.legend}</legend>
                {message}
                {cards}
            </fieldset>
        }
    }
}
