package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dashboards and jobs are asked of real legacy databases and of the target while clients write,
 * logs are read, gateways told, and a canary waits for proof.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShadowTest {
  private static final String SHADOW =
      """
      apiVersion: crossfade.dev/v1
      kind: Shadow
      queries:
        - name: cost-by-day
          source: crm
          legacy: select date(at) as day, sum(cost) as cost, count(*) as n from public.touch group by 1 order by 1
          target: select date(at) as day, sum(cost)%s as cost, count(*) as n from unified.touch group by 1 order by 1
          entities: [touch]
          key: [day]
          order: same
          slower: 1000
        - name: contacts
          source: crm
          legacy: select id, name, score from public.contact
          target: select id, name, score from unified.contact
          key: [id]
          slower: 1000
        - name: views-by-page
          source: web
          legacy: select page, count(*) as n, max(seen_at) as last from web.page_view group by page
          target: select page, count(*) as n, max(seen_at) as last from unified.page_view group by page
          key: [page]
          slower: 1000
      jobs:
        - name: nightly
          source: web
          legacy:
            scratch:
              - create temporary table top (page varchar(40), n int)
              - insert into top select page, count(*) from web.page_view group by page
              - delete from web.page_view where page = '/page/1'
            query: select page, n from top union all select 'left', count(*) from web.page_view
          target:
            scratch:
              - create temp table top (page text, n int)
              - insert into top select page, count(*) from unified.page_view group by page
              - delete from unified.page_view where page = '/page/1'
            query: select page, n from top union all select 'left', count(*) from unified.page_view
      logs:
        legacy: [logs/legacy.log]
        new: [logs/new.log]
      """;

  private static final String MORE =
      """
      apiVersion: crossfade.dev/v1
      kind: Shadow
      queries:
        - name: people
          source: crm
          legacy: select count(*) as n from public.contact
          target: select count(*) as n from unified.contact
          slower: 1000
      """;

  @TempDir private static Path folder;
  private static CheckedCompany company;
  private static Path spec;

  @BeforeAll
  static void live() throws Exception {
    company = new CheckedCompany(folder);
    spec = Path.of(company.specification());
    Files.createDirectories(spec.resolve("shadow"));
    Files.createDirectories(spec.resolve("logs"));
    Files.writeString(spec.resolve("logs/legacy.log"), "07:00 ERROR [a-1] order 12 is lost\n");
    Files.writeString(spec.resolve("logs/new.log"), "08:00 ERROR [b-2] order 99 is lost\n");
    declare("");
    company.follow();
  }

  @AfterAll
  static void stop() throws Exception {
    company.close();
  }

  private static void declare(String wrong) throws Exception {
    Files.writeString(spec.resolve("shadow/bi.yaml"), SHADOW.formatted(wrong));
  }

  private static JsonNode shadow(int exit, String verb, String... more) {
    List<String> all = new ArrayList<>(List.of("shadow", verb, "-o", "json"));
    all.addAll(List.of(more));
    Crossfade.Result result = company.now(all.toArray(String[]::new));
    assertThat(result.exit()).as(result.err() + result.out()).isEqualTo(exit);
    return result.json();
  }

  private static JsonNode of(JsonNode run, String workload) {
    for (JsonNode each : run.path("results")) {
      if (each.path("workload").asText().equals(workload)) {
        return each;
      }
    }
    throw new AssertionError("no " + workload + " in " + run);
  }

  private static long views() throws Exception {
    return Rows.number(company.web.endpoint(), "select count(*) from web.page_view")
        + Rows.number(company.target.endpoint(), "select count(*) from unified.page_view");
  }

  /** Clients of the legacy stack, which never stop. */
  private static JsonNode whileClientsWrite(Callable<JsonNode> work) throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                  Rows.execute(
                      company.crm.endpoint(),
                      "update contact set score = score + 1, name = 'n' || "
                          + i
                          + " where id % 97 = "
                          + i % 97,
                      "insert into touch select 1 + max(id), 1, 'Email', max(at) + interval '1"
                          + " minute', 0.5 from touch");
                }
                return true;
              });
      JsonNode found = work.call();
      assertThat(writer.isDone()).as("clients write").isFalse();
      return found;
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(20, TimeUnit.SECONDS);
    }
  }

  @Test
  @Order(1)
  void both_stacks_say_the_same_while_clients_write_and_jobs_leave_nothing_behind()
      throws Exception {
    long before = views();

    JsonNode run = whileClientsWrite(() -> shadow(0, "run"));

    for (String name : List.of("cost-by-day", "contacts", "views-by-page", "nightly", "logs")) {
      assertThat(of(run, name).path("outcome").asText())
          .as(of(run, name).toString())
          .isEqualTo("MATCH");
    }
    assertThat(of(run, "contacts").path("rows").asLong()).isEqualTo(2_000);
    assertThat(of(run, "contacts").path("in_flight").asLong()).isPositive();
    assertThat(of(run, "views-by-page").path("latency").path("pairs").asInt()).isEqualTo(20);
    assertThat(views()).isEqualTo(before);
    assertThat(shadow(0, "status").path("gate").asText()).isEqualTo("PASS");
  }

  @Test
  @Order(2)
  void a_wrong_report_and_a_new_error_are_told_by_signature_and_never_by_value() throws Exception {
    declare(" + 0.25");
    Files.writeString(
        spec.resolve("logs/new.log"),
        "08:01 ERROR [b-7] campaign 'Secret Spring' 4711 has no budget\n",
        StandardOpenOption.APPEND);
    Path html = folder.resolve("shadow.html");
    Path junit = folder.resolve("shadow.xml");

    JsonNode run =
        whileClientsWrite(
            () -> shadow(3, "run", "--html", html.toString(), "--junit", junit.toString()));

    assertThat(of(run, "cost-by-day").path("outcome").asText()).isEqualTo("DIFFERENT");
    assertThat(of(run, "cost-by-day").path("groups").get(0).path("signature").asText())
        .isEqualTo("cost: value");
    assertThat(of(run, "contacts").path("outcome").asText()).isEqualTo("MATCH");
    JsonNode logs = of(run, "logs");
    assertThat(logs.path("outcome").asText()).isEqualTo("DIFFERENT");
    assertThat(logs.path("severity").asText()).isEqualTo("WARN");
    assertThat(logs.path("groups").get(0).path("signature").asText())
        .isEqualTo("# ERROR # campaign ? # has no budget");
    assertThat(run.toString()).doesNotContain("Secret").doesNotContain("4711");
    assertThat(html).content().contains("shadow/cost-by-day").contains("cost: value");
    assertThat(junit).content().contains("shadow/cost-by-day");
    assertThat(shadow(3, "report").path("run").asText()).isEqualTo(run.path("run").asText());
    assertThat(shadow(3, "status").path("gate").asText()).isEqualTo("FAIL");

    declare("");
    JsonNode again = shadow(0, "run", "--workload", "cost-by-day");
    assertThat(of(again, "cost-by-day").path("outcome").asText()).isEqualTo("MATCH");
    assertThat(of(again, "logs").path("outcome").asText()).isEqualTo("DIFFERENT");
    assertThat(shadow(0, "status").path("gate").asText()).isEqualTo("PASS");
    assertThat(company.now("shadow", "run", "--workload", "cost").exit()).isEqualTo(6);
  }

  @Test
  @Order(3)
  void a_canary_waits_for_proof_of_the_data_and_gateways_tell_what_they_found() throws Exception {
    Files.writeString(spec.resolve("shadow/more.yaml"), MORE);
    try (CanaryOfCompany canary = new CanaryOfCompany(folder.resolve("edge"), company)) {
      Future<Crossfade.Result> run = canary.begin();
      canary.awaitPatience(run);
      assertThat(canary.percent()).isEqualTo(50);

      shadow(0, "run", "--workload", "people");
      Crossfade.Result ended = run.get(60, TimeUnit.SECONDS);

      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.err())
          .contains("waits, ")
          .contains("nobody knows whether both stacks say the same to people")
          .contains("the data is")
          .contains("3 entities equal their sources");
      JsonNode found = shadow(3, "run", "--gateway", canary.admin(), "--workload", "contacts");
      assertThat(of(found, "gateways").path("groups").get(0).path("where").asText())
          .isEqualTo("orders");
      assertThat(of(found, "gateways").path("groups").get(0).path("signature").asText())
          .isEqualTo("body: text");
    }
  }
}
