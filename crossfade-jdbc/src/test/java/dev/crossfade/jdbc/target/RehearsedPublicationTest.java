package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static dev.crossfade.jdbc.target.TargetFixture.loaded;
import static dev.crossfade.jdbc.target.TargetFixture.row;
import static dev.crossfade.jdbc.target.TargetFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.StagingInquiry;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.TargetDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a query that is asked as if staging were published does to others, and they to it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RehearsedPublicationTest {

  private static final TargetFixture fixture = new TargetFixture();
  private static int migrations;

  private final String migration = "rehearsed-" + ++migrations;
  private final String staged = "crossfade_" + migration.replace('-', '_') + "_staging.contact";
  private final String production = migration.replace('-', '_') + "_prod.contact";
  private final EntityShape contact = contacts("contact");
  private final TargetDatabase target = fixture.prepared(migration, contact);
  private final StagingInquiry staging = target.openStaging(InquiryLimits.DEFAULTS);

  @BeforeEach
  void stage() {
    loaded(target, contact, row(1L, "a", null), row(2L, "b", null));
    target.publisher().ready("contact");
  }

  @AfterEach
  void close() {
    staging.close();
    target.close();
  }

  private Answer ask(StagingInquiry by, String sql) {
    return by.ask(List.of(contact), sql);
  }

  private String count() {
    return ask(staging, "select count(*) from " + production).rows().get(0).get(0);
  }

  private void unchanged() {
    assertThat(fixture.query("SELECT count(*) FROM " + staged)).containsExactly("2");
    assertThat(fixture.query("SELECT to_regclass('" + production + "')")).containsExactly("null");
    assertThat(
            fixture.query(
                "SELECT array_to_string(reloptions, ',') FROM pg_class WHERE oid = '"
                    + staged
                    + "'::regclass"))
        .first()
        .asString()
        .contains("autovacuum_enabled=false");
  }

  private static void eventually(String sql, String expected) {
    while (!fixture.query(sql).equals(List.of(expected))) {
      Thread.onSpinWait();
    }
  }

  private String locks(String condition) {
    return "SELECT count(*) > 0 FROM pg_locks WHERE relation = '"
        + staged
        + "'::regclass AND "
        + condition;
  }

  @Test
  void a_query_that_writes_is_refused_and_leaves_nothing() {
    String deleting =
        "with gone as (delete from " + production + " returning id) select count(*) from gone";

    assertThatThrownBy(() -> ask(staging, deleting))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().context()).containsEntry(Inquiry.STATE, "25006"));
    assertThatThrownBy(() -> ask(staging, "select 1; commit")).isInstanceOf(ProblemException.class);
    unchanged();
    assertThat(count()).isEqualTo("2");
    unchanged();
  }

  @Test
  void it_waits_for_nobody_for_long() throws SQLException {
    try (Connection other = fixture.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + staged + " IN ACCESS SHARE MODE");
      long began = System.nanoTime();

      ProblemException busy = catchThrowableOfType(ProblemException.class, this::count);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      Problem problem = busy.problem();
      assertThat(problem.code()).isEqualTo(TargetProblem.LOCK_NOT_GRANTED);
      assertThat(problem.code().kind()).isEqualTo(Kind.TRANSIENT);
      other.rollback();
    }
    assertThat(count()).isEqualTo("2");
  }

  @Test
  void who_writes_into_staging_meanwhile_goes_on_afterwards() {
    CompletableFuture<Answer> asked =
        CompletableFuture.supplyAsync(
            () -> ask(staging, "select pg_sleep(3), count(*) from " + production));
    eventually(locks("granted AND mode = 'AccessExclusiveLock'"), "t");

    try (DrainSession session = target.publisher().drain()) {
      session.write(TargetFixture.write("contact", List.of(), set(7, 3L, "c", null)));
      Committed.done(session.commit());
    }

    assertThat(asked.join().rows().get(0).get(1)).isEqualTo("2");
    assertThat(count()).isEqualTo("3");
    assertThat(target.quarantine().open()).isZero();
  }

  @Test
  void what_takes_too_long_or_dies_lets_the_table_go() {
    InquiryLimits brief = new InquiryLimits(Duration.ofMillis(300), 10);
    String sleeping = "select pg_sleep(15) from " + production;
    try (StagingInquiry impatient = target.openStaging(brief)) {
      assertThatThrownBy(() -> ask(impatient, sleeping))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().context()).containsEntry(Inquiry.STATE, "57014"));
    }
    eventually(locks("true"), "f");
    CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(() -> ask(staging, sleeping));
    eventually(locks("granted AND mode = 'AccessExclusiveLock'"), "t");

    fixture.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
            + " 'crossfade scratch "
            + migration
            + " gate'");

    assertThatThrownBy(asked::join).hasCauseInstanceOf(ProblemException.class);
    eventually(locks("true"), "f");
    unchanged();
  }
}
