package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change that every mapping and the target accept, and that leaves a row without the one it
 * refers to: it is published, and told until it is right again or somebody answers for it.
 */
@Tag("long")
class CheckedLoadsTest {

  private static final String TROUBLE = "CF-5024";
  private static final String NODE = "touch/references";

  @TempDir private Path folder;

  private static void eventually(ThrowingRunnable what) {
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(what);
  }

  @Test
  void whatIsPublishedIsCheckedBehind() throws Exception {
    try (CheckedCompany company = new CheckedCompany(folder)) {
      company.follow();
      assertThat(company.now("status").out()).doesNotContain(TROUBLE);

      Rows.execute(
          company.crm.endpoint(), "insert into touch values (9001, 88888, 'Email', now(), 1)");
      eventually(
          () ->
              assertThat(company.now("status").out()).contains(TROUBLE).contains(NODE + " FAILED"));
      assertThat(
              Rows.number(
                  company.target.endpoint(), "select count(*) from unified.touch where id = 9001"))
          .as("publishing goes on")
          .isEqualTo(1);
      assertThat(company.now("check", "status").out()).doesNotContain("is not published");

      Rows.execute(company.crm.endpoint(), "delete from touch where id = 9001");
      eventually(() -> assertThat(company.now("status").out()).doesNotContain(TROUBLE));

      Rows.execute(
          company.crm.endpoint(), "insert into touch values (9002, 88888, 'Email', now(), 1)");
      eventually(() -> assertThat(company.now("status").out()).contains(TROUBLE));
      Crossfade.Result override =
          company.now("check", "override", NODE, "--reason", "they left in 2019");
      assertThat(override.exit()).as(override.err()).isZero();
      eventually(() -> assertThat(company.now("status").out()).doesNotContain(TROUBLE));
    }
  }
}
