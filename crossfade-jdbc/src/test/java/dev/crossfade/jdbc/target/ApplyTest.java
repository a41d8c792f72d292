package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static dev.crossfade.jdbc.target.TargetFixture.loaded;
import static dev.crossfade.jdbc.target.TargetFixture.moved;
import static dev.crossfade.jdbc.target.TargetFixture.publish;
import static dev.crossfade.jdbc.target.TargetFixture.row;
import static dev.crossfade.jdbc.target.TargetFixture.set;
import static dev.crossfade.jdbc.target.TargetFixture.unique;
import static dev.crossfade.jdbc.target.TargetFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.RowsRefusedException;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream does to published tables, with few rows (statements) and many (COPY). */
class ApplyTest {

  private static final TargetFixture fixture = new TargetFixture();
  private static int migrations;

  private final String migration = "apply-" + ++migrations;
  private final EntityShape shape = unique(contacts("contact"), "email");
  private TargetDatabase target;
  private Applier applier;
  private StreamState state;

  @AfterEach
  void close() {
    applier.close();
    target.close();
  }

  private void live(Object[]... rows) {
    target = fixture.prepared(migration, shape);
    loaded(target, shape, rows);
    publish(target, shape);
    applier = target.openApplier("crm");
    state = applier.own("topic-1", 0);
  }

  private <T> T session(Function<StreamSession, T> work) {
    StreamState next = moved(state, 1);
    try (StreamSession session = applier.begin(state, next, "v1")) {
      assertThat(session.entityStates()).containsEntry("contact", EntityState.LIVE);
      T result = work.apply(session);
      Committed.done(session.commit(1));
      state = next;
      return result;
    }
  }

  private List<String> rows() {
    return fixture.query("SELECT id, email, note, _cf_position FROM " + table() + " ORDER BY id");
  }

  private String table() {
    return migration.replace('-', '_') + "_prod.contact";
  }

  /** Writes that fill a batch beyond the size for single statements, without touching ids below. */
  private static EntityWrite grown(EntityWrite write, int rows) {
    List<EntityWrite.PositionedRow> upserts = new ArrayList<>(write.upserts());
    for (int i = 0; i < rows; i++) {
      upserts.add(set(9, 1000L + i, "filler" + i, null));
    }
    return new EntityWrite(
        write.entity(), write.reset(), write.deletes(), upserts, write.appends(), write.removals());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void deletes_come_first_then_rows_are_set_by_key(int more) {
    live(row(1L, "a", "old"), row(2L, "b", null), row(3L, "c", null));

    Set<Key> missing =
        session(
            s ->
                s.write(
                    grown(
                        write(
                            "contact",
                            List.of(Key.of(2L), Key.of(99L)),
                            set(5, 1L, "a2", "it's \\ \"new\""),
                            set(6, 4L, "b", null)),
                        more)));

    assertThat(missing).isEmpty();
    assertThat(rows().subList(0, 3))
        .containsExactly(
            "1|a2|it's \\ \"new\"|" + TargetFixture.at(5).encoded(),
            "3|c|null|null",
            "4|b|null|" + TargetFixture.at(6).encoded());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void incomplete_rows_only_update_and_report_what_is_missing(int more) {
    live(row(1L, "a", "long text"), row(2L, "b", "other"));

    Set<Key> missing =
        session(
            s ->
                s.write(
                    grown(
                        write(
                            "contact",
                            List.of(),
                            set(5, 1L, "a2", Unavailable.VALUE),
                            set(5, 2L, Unavailable.VALUE, "changed"),
                            set(5, 7L, "x", Unavailable.VALUE)),
                        more)));

    assertThat(missing).containsExactly(Key.of(7L));
    assertThat(fixture.query("SELECT id, email, note FROM " + table() + " WHERE id < 10"))
        .containsExactlyInAnyOrder("1|a2|long text", "2|b|changed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void unique_values_may_change_places_inside_a_batch(int more) {
    live(row(1L, "a", "one"), row(2L, "b", "two"), row(3L, "c", "three"));

    Set<Key> missing =
        session(
            s ->
                s.write(
                    grown(
                        write(
                            "contact",
                            List.of(),
                            set(5, 1L, "b", "one"),
                            set(5, 2L, "c", Unavailable.VALUE),
                            set(5, 3L, "a", "three!"),
                            set(5, 8L, "z", Unavailable.VALUE)),
                        more)));

    assertThat(missing).containsExactly(Key.of(8L));
    assertThat(
            fixture.query("SELECT id, email, note FROM " + table() + " WHERE id < 10 ORDER BY id"))
        .containsExactly("1|b|one", "2|c|two", "3|a|three!");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void refused_data_leaves_the_session_usable(int more) {
    live(row(1L, "a", null));

    session(
        s -> {
          s.write(write("contact", List.of(), set(4, 5L, "before", null)));
          assertThatThrownBy(
                  () ->
                      s.write(
                          grown(
                              write(
                                  "contact",
                                  List.of(Key.of(1L)),
                                  set(5, 2L, "same", null),
                                  set(5, 3L, "same", null)),
                              more)))
              .isInstanceOfSatisfying(
                  RowsRefusedException.class,
                  e -> {
                    assertThat(e.sqlState()).isEqualTo("23505");
                    assertThat(e.constraint()).isEqualTo("contact_email_key");
                    assertThat(stack(e)).doesNotContain("same");
                  });
          return s.write(write("contact", List.of(), set(5, 2L, "same", null)));
        });

    assertThat(fixture.query("SELECT id, email FROM " + table() + " ORDER BY id"))
        .containsExactly("1|a", "2|same", "5|before");
  }

  /** Rows that come alone are written by a batch of one, whose failure says less. */
  @Test
  void a_row_alone_names_the_constraint_by_which_it_is_refused() {
    live(row(1L, "same", null));

    session(
        s -> {
          assertThatThrownBy(() -> s.write(write("contact", List.of(), set(5, 2L, "same", null))))
              .isInstanceOfSatisfying(
                  RowsRefusedException.class,
                  e -> assertThat(e.constraint()).isEqualTo("contact_email_key"));
          return s.write(write("contact", List.of(), set(5, 2L, "other", null)));
        });
  }

  private static String stack(Throwable e) {
    java.io.StringWriter text = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  @Test
  void values_a_column_cannot_hold_are_refused_before_they_are_sent() {
    live(row(1L, "a", null));

    session(
        s -> {
          assertThatThrownBy(() -> s.write(write("contact", List.of(), set(5, 2L, "nul\0", null))))
              .isInstanceOfSatisfying(
                  RowsRefusedException.class, e -> assertThat(e.constraint()).isEqualTo("email"));
          return s.write(write("contact", List.of(), set(5, 2L, "fine", null)));
        });

    assertThat(fixture.query("SELECT email FROM " + table() + " WHERE id = 2"))
        .containsExactly("fine");
  }

  @Test
  void clearing_removes_all_rows_before_new_ones_come() {
    live(row(1L, "a", null), row(2L, "b", null));

    session(
        s ->
            s.write(
                new EntityWrite(
                    "contact",
                    EntityWrite.Reset.CLEAR,
                    List.of(),
                    List.of(set(5, 2L, "a", null)),
                    List.of(),
                    List.of())));

    assertThat(fixture.query("SELECT id, email FROM " + table())).containsExactly("2|a");
  }

  @Test
  void every_row_names_its_load() {
    live(row(1L, "a", null));

    session(s -> s.write(write("contact", List.of(), set(5, 2L, "b", null))));

    assertThat(
            fixture.query(
                "SELECT c.id, l.kind, l.source, l.mapping_version, l.run, l.actor FROM "
                    + table()
                    + " c JOIN crossfade.load l ON l.id = c._cf_load ORDER BY c.id"))
        .containsExactly("1|CHUNK|null|v1|run-1|tester", "2|STREAM|crm|v1|run-1|tester");
  }
}
