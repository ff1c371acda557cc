//! The organisation: legal entities, departments as a tree over time, who works where from when, and duplicates.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of the organisation.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 7] = [
    "import_employments",
    "import_people",
    "imports",
    "employments",
    "department_versions",
    "departments",
    "legal_entities",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        widen_people(m).await?;
        create_units(m).await?;
        create_employments(m).await?;
        create_imports(m).await?;
        guards::insert_only(m, "legal_entities", &[&["id"], &["code"]]).await?;
        guards::insert_only(m, "departments", &[&["id"], &["code"]]).await?;
        guards::insert_only(m, "department_versions", &[&["department_id", "revision"]]).await?;
        guards::insert_only(m, "employments", &[&["employment_id", "revision"]]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        m.drop_index(
            Index::drop()
                .name("people_merged_into")
                .table("people")
                .to_owned(),
        )
        .await?;
        for column in ["revision", "merged_into"] {
            m.alter_table(
                Table::alter()
                    .table("people")
                    .drop_column(column)
                    .to_owned(),
            )
            .await?;
        }
        Ok(())
    }
}

/// A duplicate points to the person who was kept; it never points to another duplicate.
async fn widen_people(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.alter_table(
        Table::alter()
            .table("people")
            .add_column(uuid_null("merged_into"))
            .to_owned(),
    )
    .await?;
    m.alter_table(
        Table::alter()
            .table("people")
            .add_column(big_integer("revision").default(0))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("people_merged_into")
            .table("people")
            .col("merged_into")
            .to_owned(),
    )
    .await
}

fn reference(
    from: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, column)
        .to(to, "id")
        .to_owned()
}

async fn create_units(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("legal_entities")
            .col(uuid("id").primary_key())
            .col(text("code").unique_key())
            .col(text("name_ko"))
            .col(text("name_en"))
            .col(big_integer("recorded_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("departments")
            .col(uuid("id").primary_key())
            .col(text("code").unique_key())
            .col(big_integer("recorded_at"))
            .to_owned(),
    )
    .await?;
    // The newest revision of a day counts, and holds until the day of the next one.
    m.create_table(
        Table::create()
            .table("department_versions")
            .col(uuid("department_id"))
            .col(integer("revision"))
            .col(uuid_null("parent_id"))
            .col(uuid("legal_entity_id"))
            .col(text("name_ko"))
            .col(text("name_en"))
            .col(text("valid_from"))
            .col(big_integer("recorded_at"))
            .primary_key(Index::create().col("department_id").col("revision"))
            .foreign_key(&mut reference(
                "department_versions",
                "department_id",
                "departments",
            ))
            .foreign_key(&mut reference(
                "department_versions",
                "parent_id",
                "departments",
            ))
            .foreign_key(&mut reference(
                "department_versions",
                "legal_entity_id",
                "legal_entities",
            ))
            .to_owned(),
    )
    .await
}

/// A row says what holds in a post from a day on. The newest revision of a day counts, and holds until its last
/// day or the day of the next one, whichever is first; a voided one says that nothing holds from then on.
async fn create_employments(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("employments")
            .col(uuid("employment_id"))
            .col(integer("revision"))
            .col(uuid("person_id"))
            .col(uuid("legal_entity_id"))
            .col(uuid("department_id"))
            .col(uuid_null("manager_id"))
            .col(text("job_role"))
            .col(text("location"))
            .col(text("time_zone"))
            .col(text("kind"))
            .col(boolean("on_leave"))
            .col(text("valid_from"))
            .col(text_null("valid_to"))
            .col(boolean("voided"))
            .col(big_integer("recorded_at"))
            .primary_key(Index::create().col("employment_id").col("revision"))
            .foreign_key(&mut reference("employments", "person_id", "people"))
            .foreign_key(&mut reference("employments", "manager_id", "people"))
            .foreign_key(&mut reference(
                "employments",
                "department_id",
                "departments",
            ))
            .foreign_key(&mut reference(
                "employments",
                "legal_entity_id",
                "legal_entities",
            ))
            .to_owned(),
    )
    .await?;
    for column in ["person_id", "department_id"] {
        m.create_index(
            Index::create()
                .name(format!("employments_{column}"))
                .table("employments")
                .col(column)
                .to_owned(),
        )
        .await?;
    }
    Ok(())
}

/// Files of people, and the rows of an import until they count. What is put aside under an attempt that was never
/// applied counts for nothing.
async fn create_imports(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("imports")
            .col(uuid("id").primary_key())
            .col(text("hash"))
            .col(text("body"))
            .col(big_integer("uploaded_at"))
            .col(big_integer_null("applied_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("import_people")
            .col(uuid("attempt"))
            .col(uuid("person_id"))
            .col(big_integer("line"))
            .col(boolean("is_new"))
            .col(text("name"))
            .col(text_null("email"))
            .col(text("employee_number"))
            .col(text("language"))
            .col(text("time_zone"))
            .col(blob("salt"))
            .primary_key(Index::create().col("attempt").col("person_id"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("import_employments")
            .col(uuid("attempt"))
            .col(uuid("employment_id"))
            .col(integer("revision"))
            .col(uuid("person_id"))
            .col(uuid("legal_entity_id"))
            .col(uuid("department_id"))
            .col(uuid_null("manager_id"))
            .col(text("job_role"))
            .col(text("location"))
            .col(text("time_zone"))
            .col(text("kind"))
            .col(boolean("on_leave"))
            .col(text("valid_from"))
            .col(text_null("valid_to"))
            .col(boolean("voided"))
            .primary_key(
                Index::create()
                    .col("attempt")
                    .col("employment_id")
                    .col("revision"),
            )
            .to_owned(),
    )
    .await
}
