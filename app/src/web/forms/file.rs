//! A field for a file. What was chosen cannot be given back: the browser asks again.

use leptos::prelude::*;

use super::FormState;

/// A field for a file.
#[derive(Clone, Debug)]
pub struct FileInput {
    /// Its name in the form.
    pub name: &'static str,
    /// What stands above it.
    pub label: String,
    /// A sentence below the label.
    pub hint: String,
    /// Which files browsers offer.
    pub accept: &'static str,
}

impl FileInput {
    /// The field with its message.
    pub fn view(self, state: &FormState) -> impl IntoView + use<> {
        let Self {
            name,
            label,
            hint,
            accept,
        } = self;
        let error = state.errors.get(name);
        let invalid = error.is_some();
        let described = if invalid {
            format!("hint-{name} error-{name}")
        } else {
            format!("hint-{name}")
        };
        let id = format!("field-{name}");
        view! {
            <div class="field" class:field-invalid=invalid>
                <label for=id.clone()>{label}</label>
                <p class="hint" id=format!("hint-{name}")>{hint}</p>
                {error.map(|e| view! { <p class="field-error" id=format!("error-{name}")>{e}</p> })}
                <input id=id name=name type="file" accept=accept
                    aria-invalid=invalid.then_some("true") aria-describedby=described/>
            </div>
        }
    }
}
