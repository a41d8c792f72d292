package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.DatabaseEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is staged and does not pass its checks is not published, and holds nobody else: on real
 * databases, until it is put right or somebody answers for it.
 */
class StagingGateTest {
  private static final String BOTH_WAYS =
      """
      apiVersion: crossfade.dev/v1
      kind: Checks
      references:
        - {entity: contact, columns: [id], to: touch}
      metrics:
        - name: touches-by-channel
          entity: touch
          source: crm
          legacy: select lower(channel), count(*) from public.touch group by 1
          target: select channel, count(*) from unified.touch group by 1
      queries:
        - name: some-contacts
          entity: contact
          on: target
          sql: select count(*) from unified.contact
          least: 2000
          every: 60
      """;

  @TempDir private Path folder;

  private static void eventually(ThrowingRunnable what) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(what);
  }

  private static String live(DatabaseEndpoint target) throws Exception {
    return Rows.text(
        target,
        "select string_agg(name || release, ' ' order by name) from crossfade.entity"
            + " where state = 'LIVE'");
  }

  private static void answer(CheckedCompany company, String check, String why) {
    Crossfade.Result override = company.now("check", "override", check, "--reason", why);
    assertThat(override.exit()).as(override.err()).isZero();
  }

  @Test
  void entitiesWaitOneByOneUntilTheyMayBePublished() throws Exception {
    try (CheckedCompany company = new CheckedCompany(folder)) {
      DatabaseEndpoint target = company.target.endpoint();
      Path specification = Path.of(company.specification());
      Files.writeString(specification.resolve("checks/gate.yaml"), BOTH_WAYS);
      Path touch = specification.resolve("entities/touch.yaml");
      String wrong = Files.readString(touch).replace("lower(channel)", "upper(channel)");
      Files.writeString(touch, wrong);
      Rows.execute(
          company.crm.endpoint(),
          "insert into contact values (7001, 'Solo', 'DE', 1, null, now())",
          "insert into touch values (9001, 88888, 'Email', now(), 1)");
      company.begin();

      eventually(() -> assertThat(live(target)).isEqualTo("page_view1"));
      Crossfade.Result status = company.now("check", "status");
      assertThat(status.exit()).isEqualTo(3);
      assertThat(status.out())
          .contains("contact is not published: contact/references FAILED: 1 rows refer by id")
          .contains("touch is not published: touch/references FAILED: 1 rows refer by contact_id");
      assertThat(company.now("status").out())
          .contains("1 of 3 entities published, held by checks: contact, touch.");
      assertThat(company.now("check", "override", "contact/counts", "--reason", "so").err())
          .contains("CF-6053");

      Rows.execute(
          company.crm.endpoint(), "insert into touch values (7001, 7001, 'Email', now(), 1)");
      eventually(() -> assertThat(live(target)).isEqualTo("contact2 page_view1"));
      assertThat(Rows.number(target, "select count(*) from unified.contact")).isEqualTo(2001);

      answer(company, "touch/references", "left in 2019");
      eventually(
          () ->
              assertThat(company.now("check", "status").out())
                  .contains("touch is not published: touch/metric/touches-by-channel FAILED:")
                  .doesNotContain("touch is not published: touch/references"));
      assertThat(company.now("check", "history").out()).contains("LOAD");
      assertThat(Rows.text(target, "select to_regclass('unified.touch')::text")).isNull();
      answer(company, "touch/metric/touches-by-channel", "in capitals from now on");
      eventually(() -> assertThat(live(target)).isEqualTo("contact2 page_view1 touch3"));
      eventually(
          () ->
              assertThat(Rows.number(target, "select count(*) from unified.touch"))
                  .isEqualTo(6002));
      assertThat(
              Rows.text(
                  target,
                  "select array_to_string(s.evidence, '; ') from crossfade.check_result s"
                      + " where node = 'touch/references' order by run desc limit 1"))
          .contains("left in 2019");
      eventually(
          () ->
              assertThat(
                      Rows.text(
                          target,
                          "select string_agg(s.node || ' ' || s.state, ', ' order by s.ordinal)"
                              + " from crossfade.check_result s join crossfade.check_run r"
                              + " on r.id = s.run where r.trigger = 'SCHEDULE'"))
                  .isEqualTo("contact/schema PASSED, contact/sql/some-contacts PASSED"));
      assertThat(company.now("check", "override", "touch/keys", "--reason", "so").err())
          .contains("CF-6053");
    }
  }
}
