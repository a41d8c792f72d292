package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static dev.crossfade.jdbc.target.TargetFixture.loaded;
import static dev.crossfade.jdbc.target.TargetFixture.publish;
import static dev.crossfade.jdbc.target.TargetFixture.row;
import static dev.crossfade.jdbc.target.TargetFixture.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Getting a target ready, and refusing one that is not fit. */
class PrepareTest {

  private static final TargetFixture fixture = new TargetFixture();

  private static String code(Throwable thrown) {
    return ((ProblemException) thrown).problem().code().text();
  }

  @Test
  void several_processes_may_prepare_at_once_and_again() {
    EntityShape shape = contacts("contact");
    TargetSettings settings = fixture.settings("prep-once", shape);
    CompletableFuture<?>[] all =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          try (TargetDatabase target = TargetDatabases.open(settings)) {
                            target.prepare(List.of(shape));
                          }
                        }))
            .toArray(CompletableFuture[]::new);

    CompletableFuture.allOf(all).join();

    try (TargetDatabase target = TargetDatabases.open(settings)) {
      assertThat(target.preflight(List.of(shape))).isEmpty();
      assertThat(target.progress().entityStates()).hasSize(1);
      loaded(target, shape, row(1L, "a", null));
      publish(target, shape);
      target.prepare(List.of(shape));
      assertThat(target.preflight(List.of(shape))).isEmpty();
      assertThat(target.catalog())
          .singleElement()
          .satisfies(table -> assertThat(table.key()).containsExactly("id"));
    }
  }

  @Test
  void a_target_that_was_never_prepared_has_done_nothing() {
    EntityShape shape = contacts("contact");
    fixture.execute("CREATE DATABASE untouched");
    TargetSettings all = fixture.settings("prep-none", shape);
    TargetSettings untouched =
        new TargetSettings(
            all.host(),
            all.port(),
            "untouched",
            all.user(),
            all.password(),
            all.productionSchema(),
            all.migration(),
            all.run(),
            all.actor(),
            all.entities(),
            Tls.UNSAID);
    try (TargetDatabase target = TargetDatabases.open(untouched)) {
      assertThat(target.progress().entityStates()).isEmpty();
      assertThat(target.progress().streamState("crm")).isEmpty();
      assertThat(target.progress().backfill()).isEmpty();
      assertThat(target.progress().latestVerdicts()).isEmpty();
      assertThat(target.quarantine().open()).isZero();
      assertThat(target.catalog()).isEmpty();
      assertThat(target.preflight(List.of(shape))).isEmpty();
      target.prepare(List.of(shape));
      assertThat(target.progress().entityStates()).hasSize(1);
    }
  }

  @Test
  void an_entity_that_changed_its_shape_is_refused_and_says_what_changed() {
    EntityShape wider =
        shape(
            "contact",
            List.of("id"),
            Column.of("id", TargetFixture.INT).notNull(),
            Column.of("email", new LogicalType.Text(40)),
            Column.of("note", TargetFixture.TEXT));
    try (TargetDatabase target = fixture.prepared("prep-shape", contacts("contact"))) {
      assertThatThrownBy(() -> target.prepare(List.of(wider)))
          .satisfies(e -> assertThat(code(e)).isEqualTo("CF-3008"))
          .hasMessageContaining("email")
          .hasMessageContaining("40");
    }
  }

  @Test
  void migrations_whose_schemas_would_be_the_same_do_not_mix() {
    fixture.prepared("prep-a", contacts("contact")).close();

    assertThatThrownBy(() -> fixture.prepared("prep_a", contacts("contact")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("CF-3009"));
  }

  @Test
  void a_table_somebody_else_made_stands_in_the_way() {
    EntityShape shape = TargetFixture.unique(contacts("contact"), "email");
    fixture.execute(
        "CREATE SCHEMA prep_taken_prod; CREATE TABLE prep_taken_prod.contact (x int);"
            + " CREATE TABLE prep_taken_prod.contact_note_idx (x int)");
    try (TargetDatabase target = TargetDatabases.open(fixture.settings("prep-taken", shape))) {
      assertThat(target.preflight(List.of(shape)))
          .extracting(Problem::what)
          .satisfiesExactly(
              first -> assertThat(first).contains("prep_taken_prod.contact,"),
              second -> assertThat(second).contains("prep_taken_prod.contact_note_idx,"));
      assertThatThrownBy(() -> target.prepare(List.of(shape)))
          .satisfies(e -> assertThat(code(e)).isEqualTo("CF-3005"));
    }
  }

  @Test
  void a_user_without_rights_is_told_which_are_missing() {
    fixture.execute("CREATE ROLE poor LOGIN PASSWORD 'secret-word'");
    TargetSettings all = fixture.settings("prep-poor", contacts("contact"));
    TargetSettings poor =
        new TargetSettings(
            all.host(),
            all.port(),
            all.database(),
            "poor",
            "secret-word",
            "public",
            all.migration(),
            all.run(),
            all.actor(),
            all.entities(),
            Tls.UNSAID);
    try (TargetDatabase target = TargetDatabases.open(poor)) {
      assertThat(target.preflight(all.entities()))
          .extracting(p -> p.code().text())
          .contains("CF-3004");
      assertThatThrownBy(() -> target.prepare(all.entities())).isInstanceOf(ProblemException.class);
    }
    assertThat(poor.toString()).doesNotContain("secret-word");
  }

  @Test
  void an_unreachable_target_is_transient_and_names_no_password() {
    TargetSettings all = fixture.settings("prep-down", 1, contacts("contact"));
    try (TargetDatabase target = TargetDatabases.open(all)) {
      assertThatThrownBy(() -> target.progress().entityStates())
          .satisfies(e -> assertThat(code(e)).isEqualTo("CF-3001"));
    }
  }

  @Test
  void what_postgres_cannot_hold_is_a_problem_before_anything_is_created() {
    EntityShape odd =
        shape(
            "odd",
            List.of(),
            Column.of("a", new LogicalType.Array(new LogicalType.Array(TargetFixture.INT))),
            Column.of("b", new LogicalType.Decimal(2_000, 0)),
            Column.of("c".repeat(70), TargetFixture.INT),
            Column.of("_cf_load", TargetFixture.INT));
    try (TargetDatabase target = TargetDatabases.open(fixture.settings("prep-odd", odd))) {
      assertThat(target.preflight(List.of(odd, contacts("change_odd"))))
          .extracting(p -> p.code().text())
          .containsExactlyInAnyOrder("CF-3007", "CF-3007", "CF-3006", "CF-3006", "CF-3006");
    }
  }

  @Test
  void enumerations_resolve_after_the_move() {
    LogicalType stage = new LogicalType.Enumeration("stage", List.of("new", "won"));
    EntityShape deal =
        shape(
            "deal",
            List.of("id"),
            Column.of("id", TargetFixture.INT).notNull(),
            Column.of("stage", stage));
    try (TargetDatabase target = fixture.prepared("prep-enum", deal)) {
      loaded(target, deal, row(1L, "won"));
      publish(target, deal);
    }
    assertThat(fixture.query("SELECT id FROM prep_enum_prod.deal WHERE stage > 'new'"))
        .containsExactly("1");
  }

  @Test
  void a_table_of_many_types_reads_back_as_such() {
    EntityShape torture = Torture.shape("torture");
    try (TargetDatabase target = fixture.prepared("prep-types", torture)) {
      loaded(target, torture);
      publish(target, torture);
      TableSchema table = target.catalog().get(0);
      assertThat(table.unsupported()).hasSize(2);
      assertThat(table.columns()).hasSizeGreaterThan(20);
    }
  }
}
