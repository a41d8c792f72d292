package dev.crossfade.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.it.e2e.Crossfade;
import dev.crossfade.server.command.Commands;
import dev.crossfade.server.output.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the example pipelines call works as it stands there. */
class ExamplePipelinesTest {

  private static final Map<String, List<TableSchema>> CATALOGS =
      Map.of(
          "crm",
          List.of(
              TableSchema.of(
                  new TableId("public", "leads"),
                  List.of(
                      Column.of("id", new LogicalType.Int(64)).notNull(),
                      Column.of("email", LogicalType.Text.UNBOUNDED),
                      Column.of("phone", LogicalType.Text.UNBOUNDED),
                      Column.of("country", LogicalType.Text.UNBOUNDED),
                      Column.of("score", new LogicalType.Decimal(6, 1)),
                      Column.of("created_at", new LogicalType.TimestampTz()).notNull(),
                      Column.of("deleted_at", new LogicalType.TimestampTz())),
                  List.of("id"))));

  private static List<List<String>> calls() throws Exception {
    List<List<String>> calls = new ArrayList<>(ExamplePipelines.calls(ExamplePipelines.GITHUB));
    calls.addAll(ExamplePipelines.calls(ExamplePipelines.GITLAB));
    return calls;
  }

  @Test
  void theCatalogIsThatOfTheTables() throws Exception {
    if (!System.getProperty("golden.update", "").isEmpty()) {
      CatalogLock.write(ExamplePipelines.SPECIFICATION, CATALOGS);
    }
    assertThat(CatalogLock.read(ExamplePipelines.SPECIFICATION)).contains(CATALOGS);
  }

  /** Wherever it is copied to, a pipeline has what it calls. */
  @Test
  void aPipelineFetchesCrossfadeAndSaysWhereTheSpecificationIs() throws Exception {
    String github = ExamplePipelines.text(ExamplePipelines.GITHUB);
    String gitlab = ExamplePipelines.text(ExamplePipelines.GITLAB);
    for (String pipeline : List.of(github, gitlab)) {
      assertThat(pipeline).contains("CROSSFADE_REPOSITORY", "CROSSFADE_REF", "\n  SPEC: ");
      assertThat(pipeline).doesNotContain(" ./crossfade", "examples/");
    }
    String[] jobs = github.split("\n  [a-z]+:\n    if: ");
    assertThat(jobs).hasSize(3);
    for (String job : List.of(jobs[1], jobs[2])) {
      assertThat(job.indexOf("path: " + ExamplePipelines.SOURCES + "\n"))
          .isPositive()
          .isLessThan(job.indexOf("run: " + ExamplePipelines.SOURCES + "/crossfade"));
    }
    assertThat(gitlab)
        .containsPattern(
            "before_script:\n(  - .*\n)*  - git clone .* " + ExamplePipelines.SOURCES + "\n");
    String wanted = Files.readString(ExamplePipelines.SPECIFICATION.resolve("crossfade.yaml"));
    Pattern.compile("\\$\\{env:([A-Z_]+)}")
        .matcher(wanted)
        .results()
        .forEach(each -> assertThat(jobs[2]).contains("\n      " + each.group(1) + ": "));
  }

  @Test
  void whatNeedsNoDatabaseRuns(@TempDir Path out) throws Exception {
    List<List<String>> offline =
        calls().stream().filter(call -> !call.contains("--against")).toList();
    assertThat(offline).hasSize(2);
    for (List<String> call : offline) {
      Path summary = out.resolve("summary.md");
      Crossfade.Result result =
          Crossfade.now(
              Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
              ExamplePipelines.here(call, ExamplePipelines.SPECIFICATION, out));
      assertThat(result.exit()).as(result.out() + result.err()).isZero();
      assertThat(result.out()).contains("lead/test/deleted-leads-stay-behind");
      assertThat(Files.readString(out.resolve("tests.xml"))).contains("tests=\"4\" failures=\"0\"");
    }
    assertThat(out.resolve("tests.sarif")).exists();
    assertThat(out.resolve("tests.json")).hasContent("[ ]");
    assertThat(Files.readString(out.resolve("summary.md"))).contains("Checks of example: PASSED");
  }

  @Test
  void whatNeedsDatabasesIsWellFormed() throws Exception {
    List<List<String>> live = calls().stream().filter(call -> call.contains("--against")).toList();
    assertThat(live).hasSize(2);
    for (List<String> call : live) {
      var parsed = Commands.of(Console.ofProcess()).parseArgs(call.toArray(String[]::new));
      assertThat(parsed.errors()).isEmpty();
      assertThat(parsed.subcommand().matchedOption("--against")).isNotNull();
    }
  }

  @Test
  void aMappingThatDoesSomethingElseFailsItsTest(@TempDir Path out) throws Exception {
    Path copy = ExamplePipelines.copy(out.resolve("specification"));
    Path entity = copy.resolve("entities/lead.yaml");
    Files.writeString(
        entity, Files.readString(entity).replace("email: email(email)", "email: trim(email)"));
    Path codeQuality = out.resolve("tests.json");

    Crossfade.Result result =
        Crossfade.now(
            Map.of(),
            "ci",
            copy.toString(),
            "--github",
            "--gitlab=" + codeQuality,
            "--fail-on=error");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .contains(
            "::error file=tests/lead.yaml,line=5,title=lead/test/addresses-are-written-alike"
                + " FAILED::email is Ann@Example.COM instead of ann@example.com");
    assertThat(Files.readString(codeQuality))
        .contains("\"path\" : \"tests/lead.yaml\"", "\"begin\" : 5");
    assertThat(Crossfade.now(Map.of(), "ci", copy.toString(), "--fail-on=never").exit()).isZero();
    Files.writeString(entity, Files.readString(entity).replace("trim(email)", "trimm(email)"));
    Crossfade.Result invalid = Crossfade.now(Map.of(), "ci", copy.toString(), "--github");
    assertThat(invalid.exit()).isEqualTo(2);
    assertThat(invalid.out()).contains("::error file=entities/lead.yaml,line=17");
  }
}
