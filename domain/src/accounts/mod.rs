//! Accounts: people, roles and scopes, the organisation and who works where in it.

pub mod device;
mod employment;
mod organisation;
pub mod password;
mod person;
mod role;
mod timeline;

pub use employment::{
    EmploymentKind, JobRole, JobRoleError, Location, LocationError, Terms, parse_date,
};
pub use organisation::{
    DepartmentCode, DepartmentCodeError, LegalEntityCode, LegalEntityCodeError, Tree, UnitName,
    UnitNameError,
};
pub use person::{
    Email, EmailError, EmployeeNumber, EmployeeNumberError, PersonName, PersonNameError,
    PersonStatus, TimeZoneName, TimeZoneNameError,
};
pub use role::{Role, Scope};
pub use timeline::{Entry, Period, Timeline, TimelineError, Write};
