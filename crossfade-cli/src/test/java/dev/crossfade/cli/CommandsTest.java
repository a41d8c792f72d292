package dev.crossfade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void aValidFolderIsValid(@TempDir Path folder) throws Exception {
    BaseSpecification.copyTo(folder);
    assertThat(run("validate", folder.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith(
            "valid: migration 'unify', 2 sources, 2 entities, 2 mappings, 1 taxonomies\n  content  ")
        .doesNotContain("catalog.lock");
  }

  @Test
  void withoutCatalogOnlyStructureIsChecked(@TempDir Path folder) throws Exception {
    BaseSpecification.copyTo(folder);
    Files.delete(folder.resolve("catalog.lock"));
    assertThat(run("validate", folder.toString())).isZero();
    assertThat(out.toString()).contains("there is no catalog.lock");
  }

  @Test
  void jsonHasTheProblems(@TempDir Path folder) throws Exception {
    BaseSpecification.copyTo(folder);
    Path file = folder.resolve("entities/contact.yaml");
    Files.writeString(file, Files.readString(file).replace("email(email)", "email(emial)"));
    assertThat(run("validate", folder.toString(), "-o", "json")).isEqualTo(2);
    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.path("valid").asBoolean()).isFalse();
    assertThat(json.path("depth").asText()).isEqualTo("full");
    JsonNode problem = json.path("problems").path(0);
    assertThat(problem.path("code").asText()).isEqualTo("CF-1203");
    assertThat(problem.path("file").asText()).isEqualTo("entities/contact.yaml");
    assertThat(problem.path("line").asInt()).isEqualTo(21);
    assertThat(problem.path("column").asInt()).isEqualTo(20);
    assertThat(problem.path("fix").asText()).isEqualTo("did you mean email?");
  }

  @Test
  void whatComesBackIsSaidByColumn(@TempDir Path folder) throws Exception {
    BaseSpecification.copyTo(folder);
    assertThat(run("reversibility", folder.toString())).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .contains(
            "contact to crm:public.contacts",
            "  id           as it was from contact_id",
            "  email        a value that means the same from email",
            "  deleted_at   kept; in new rows the default",
            "  no rollback: whether a new row belongs to the entity depends on 'deleted_at',"
                + " which nothing restores");
    Path file = folder.resolve("entities/contact.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("    map:\n", "    reverse:\n      deleted_at: \"null\"\n    map:\n"));
    out.getBuffer().setLength(0);
    assertThat(run("reversibility", folder.toString(), "-o", "json")).as(err.toString()).isZero();
    JsonNode contact =
        JsonMapper.builder().build().readTree(out.toString()).path("mappings").path(0);
    assertThat(contact.path("problems")).isEmpty();
    assertThat(contact.findValuesAsText("way")).contains("exact", "same_result", "declared");
  }

  @Test
  void withoutTablesNobodyKnowsWhatComesBack(@TempDir Path folder) throws Exception {
    BaseSpecification.copyTo(folder);
    Files.delete(folder.resolve("catalog.lock"));
    assertThat(run("reversibility", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("CF-1215");
  }

  @Test
  void aMistakeOnTheWayBackHasItsPlace(@TempDir Path folder) throws Exception {
    BaseSpecification.copyTo(folder);
    Path file = folder.resolve("entities/contact.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("    map:\n", "    reverse:\n      region_text: lower(regio)\n    map:\n"));
    assertThat(run("validate", folder.toString(), "-o", "json")).isEqualTo(2);
    JsonNode problem =
        JsonMapper.builder().build().readTree(out.toString()).path("problems").path(0);
    assertThat(problem.path("code").asText()).isEqualTo("CF-1203");
    assertThat(problem.path("line").asInt()).isEqualTo(20);
    assertThat(problem.path("column").asInt()).isEqualTo(26);
    assertThat(problem.path("fix").asText()).isEqualTo("did you mean region?");
  }

  @Test
  void aMissingFolderIsSaidSo(@TempDir Path folder) {
    assertThat(run("validate", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("CF-1001").contains("the folder does not exist");
  }

  @Test
  void codesAreExplained() {
    assertThat(run("explain", "cf-1203")).isZero();
    assertThat(out.toString()).startsWith("CF-1203  An expression names a column");
    assertThat(run("explain", "CF-0000")).isEqualTo(6);
  }

  /** Whoever is told a code has to learn what it means, whichever part of the program told it. */
  @Test
  void codesOfAllPartsAreExplained() throws Exception {
    for (String code : List.of("2002", "3001", "CF-4015", "cf-5102", "6021", "7001", "8001")) {
      assertThat(run("explain", code)).as(code).isZero();
    }
    assertThat(out.toString().lines()).hasSize(7).noneMatch(line -> line.contains("`"));
    assertThat(json("explain", "CF-6021").at("/codes/0/who").asText()).isEqualTo("operator");
    out.getBuffer().setLength(0);
    assertThat(run("explain", "-o", "csv")).isZero();
    assertThat(out.toString().lines().toList())
        .hasSizeGreaterThan(300)
        .startsWith("code,who,meaning");
  }

  private JsonNode json(String... arguments) throws Exception {
    out.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("-o", "json"));
    run(words.toArray(String[]::new));
    return JsonMapper.builder().build().readTree(out.toString());
  }

  @Test
  void everyShapeIsPrintedOffline(@TempDir Path folder) throws Exception {
    BaseSpecification.copyTo(folder);
    JsonNode valid = json("validate", folder.toString());
    assertThat(valid.at("/next_steps/0").asText()).isEqualTo("crossfade plan " + folder);
    out.getBuffer().setLength(0);
    assertThat(run("validate", folder.toString(), "-o", "yaml")).isZero();
    assertThat(out.toString()).contains("valid: true", "next_steps:");
    out.getBuffer().setLength(0);
    assertThat(run("validate", folder.toString(), "-o", "text")).isZero();
    assertThat(out.toString()).startsWith("valid: migration 'unify'");
    Path file = folder.resolve("entities/contact.yaml");
    String right = Files.readString(file);
    Files.writeString(file, right.replace("email(email)", "email(emial)"));
    out.getBuffer().setLength(0);
    assertThat(run("validate", folder.toString(), "-o", "csv")).isEqualTo(2);
    assertThat(out.toString().lines())
        .hasSize(2)
        .contains("code,file,line,column,what,why,fix")
        .anyMatch(line -> line.startsWith("CF-1203,entities/contact.yaml,21,20,"));
    assertThat(json("validate", folder.toString()).at("/next_steps/0").asText())
        .isEqualTo("crossfade explain CF-1203");
    Files.writeString(file, right);
    out.getBuffer().setLength(0);
    assertThat(run("reversibility", folder.toString(), "-o", "csv")).isZero();
    assertThat(out.toString().lines())
        .contains("entity,mapping,name,way,from")
        .contains("contact,crm:public.contacts,id,exact,contact_id");
    assertThat(run("validate", folder.toString(), "-o", "xml")).isEqualTo(2);
    assertThat(err.toString()).contains("table, json, yaml, csv");
  }

  @Test
  void functionsAndVersionAreShown() {
    assertThat(run("functions")).isZero();
    assertThat(out.toString()).contains("### phone\n");
    assertThat(run("version")).isZero();
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ");
  }
}
