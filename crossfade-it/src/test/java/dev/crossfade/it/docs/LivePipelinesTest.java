package dev.crossfade.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.it.e2e.Crossfade;
import dev.crossfade.it.e2e.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the example pipelines ask of staging is asked of real databases. */
@Tag("long")
class LivePipelinesTest {

  @TempDir private Path folder;

  private static void add(
      Map<String, String> environment, String name, EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint at = service.endpoint();
    environment.put(
        name + "_URL", "postgresql://%s:%d/%s".formatted(at.host(), at.port(), at.database()));
    environment.put(name + "_USER", at.user());
    environment.put(name + "_PASSWORD", at.password());
  }

  private Crossfade.Result run(String pipeline, Path specification, Map<String, String> more)
      throws Exception {
    List<List<String>> live =
        ExamplePipelines.calls(pipeline).stream()
            .filter(call -> call.contains("--against"))
            .toList();
    assertThat(live).hasSize(1);
    return Crossfade.now(more, ExamplePipelines.here(live.get(0), specification, folder));
  }

  @Test
  void bothCheckTheDataOfStaging() throws Exception {
    Path specification = ExamplePipelines.copy(folder.resolve("specification"));
    try (EmbeddedService<DatabaseEndpoint> crm =
            EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
        EmbeddedService<DatabaseEndpoint> goal =
            EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"))) {
      Rows.execute(
          crm.endpoint(),
          "create table leads (id bigint primary key, email text, phone text, country text,"
              + " score numeric(6,1), created_at timestamptz not null, deleted_at timestamptz)",
          "insert into leads select i, 'Ann' || i || '@Example.COM', '030 901820', 'DE', i % 100,"
              + " '2026-11-01 08:00:00Z'::timestamptz + i * interval '1 minute',"
              + " case when i % 50 = 0 then now() end from generate_series(1, 500) i");
      Map<String, String> environment = new HashMap<>();
      add(environment, "CRM", crm);
      add(environment, "TARGET", goal);
      Path summary = folder.resolve("summary.md");
      environment.put("GITHUB_STEP_SUMMARY", summary.toString());
      Crossfade.now(environment, "run", "--until=verified", specification.toString()).ok();

      Crossfade.Result github = run(ExamplePipelines.GITHUB, specification, environment).ok();
      assertThat(github.out()).contains("lead/checksums", "lead/metric/leads-per-day");
      assertThat(Files.readString(folder.resolve("checks.html"))).contains("lead/checksums");
      assertThat(Files.readString(folder.resolve("checks.xml"))).contains("failures=\"0\"");
      assertThat(Files.readString(summary)).contains("Checks of example: PASSED");

      Rows.execute(goal.endpoint(), "delete from marketing.lead where lead_id = 7");
      Crossfade.Result gitlab = run(ExamplePipelines.GITLAB, specification, environment);
      assertThat(gitlab.exit()).as(gitlab.err() + gitlab.out()).isEqualTo(3);
      assertThat(Files.readString(folder.resolve("checks.json"))).contains("1 row is missing");
    }
  }
}
