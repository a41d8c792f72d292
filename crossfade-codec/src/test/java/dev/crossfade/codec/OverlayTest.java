package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.ColumnRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One definition serves several environments. */
class OverlayTest {
  private static final String MAIN =
      """
      apiVersion: crossfade.dev/v1
      kind: Migration
      name: unify-${var:region}
      vars:
        region: emea
        readers: 2
      sources:
        crm:
          type: postgresql
          url: postgresql://crm-${var:region}:5432/crm
          user: crossfade
          password: ${env:CRM_PASSWORD}
      target:
        type: postgresql
        url: postgresql://warehouse:5432/unified
        user: crossfade
        password: ${env:TARGET_PASSWORD}
        schema: marketing_${var:region}
      settings:
        workers: ${var:readers}
        chunkRows: 1000
      """;

  private static final String ENTITY =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: lead
      key: [id]
      columns:
        id: int64
        region: text
      from:
        - source: crm
          table: public.leads
          map:
            id: id
            region: "'${var:region}'"
      """;

  private static final String APAC =
      """
      apiVersion: crossfade.dev/v1
      kind: Overlay
      vars:
        region: apac
      sources:
        crm:
          user: reader
      settings:
        workers: 8
      """;

  private static Map<String, String> files() {
    return new TreeMap<>(
        Map.of(
            "crossfade.yaml", MAIN,
            "entities/lead.yaml", ENTITY,
            "overlays/apac.yaml", APAC));
  }

  @Test
  void variablesHaveTheirValuesEverywhere() {
    SpecDocument document = SpecificationLoader.load(files(), null);

    assertThat(document.spec().name()).isEqualTo("unify-emea");
    assertThat(document.spec().sources().get(0).url().text())
        .isEqualTo("postgresql://crm-emea:5432/crm");
    assertThat(document.spec().settings().workers()).isEqualTo(2);
    assertThat(document.spec().entities().get(0).mappings().get(0).rules())
        .containsEntry("region", new ColumnRule.Expression("'emea'"));
  }

  @Test
  void anOverlayChangesWhatItNamesAndNothingElse() {
    SpecDocument document = SpecificationLoader.load(files(), "apac");

    assertThat(document.spec().name()).isEqualTo("unify-apac");
    assertThat(document.spec().sources().get(0).user().text()).isEqualTo("reader");
    assertThat(document.spec().sources().get(0).password().text()).isEqualTo("${env:CRM_PASSWORD}");
    assertThat(document.spec().target().schema()).isEqualTo("marketing_apac");
    assertThat(document.spec().settings().workers()).isEqualTo(8);
    assertThat(document.spec().settings().chunkRows()).isEqualTo(1000);
  }

  @Test
  void theHashIsThatOfWhatComesOut(@TempDir Path folder) throws Exception {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue().replace("${var:region}", "emea"));
    }
    Map<String, String> otherVariable = files();
    otherVariable.put("crossfade.yaml", MAIN.replace("region: emea", "region: latam"));
    String hash = SpecificationLoader.load(files(), null).contentHash();

    assertThat(SpecificationLoader.load(folder).contentHash()).isEqualTo(hash);
    assertThat(SpecificationLoader.load(files(), "apac").contentHash()).isNotEqualTo(hash);
    assertThat(SpecificationLoader.load(otherVariable, null).contentHash()).isNotEqualTo(hash);
  }

  @Test
  void anUnknownVariableIsFoundWhereItIsNamed() {
    Map<String, String> files = files();
    files.put("entities/lead.yaml", ENTITY.replace("${var:region}", "${var:regoin}"));

    Problem problem = refused(files, null);

    assertThat(problem.code()).isEqualTo(SpecProblem.UNKNOWN_VARIABLE);
    assertThat(problem.fix()).isEqualTo("did you mean region?");
    assertThat(String.valueOf(problem.location())).isEqualTo("entities/lead.yaml:13:16");
  }

  @Test
  void aMistakeInAnOverlayIsFoundThere() {
    Map<String, String> files = files();
    files.put("overlays/apac.yaml", APAC.replace("user: reader", "usr: reader"));

    Problem problem = refused(files, "apac");

    assertThat(problem.code()).isEqualTo(SpecProblem.UNKNOWN_KEY);
    assertThat(String.valueOf(problem.location())).isEqualTo("overlays/apac.yaml:7:5");
  }

  @Test
  void aValueThatIsNotAllowedIsFoundWhereItIsUsed() {
    Map<String, String> files = files();
    files.put("overlays/apac.yaml", APAC.replace("region: apac", "region: APAC"));

    Problem problem = refused(files, "apac");

    assertThat(problem.code()).isEqualTo(SpecProblem.BAD_NAME);
    assertThat(String.valueOf(problem.location())).isEqualTo("crossfade.yaml:3:7");
  }

  @Test
  void anUnknownEnvironmentNamesThoseThereAre() {
    Problem problem = refused(files(), "../secrets");

    assertThat(problem.code()).isEqualTo(SpecProblem.UNKNOWN_ENVIRONMENT);
    assertThat(problem.why()).contains("overlays/apac.yaml");
  }

  @Test
  void variablesDoNotNameEachOther() {
    Map<String, String> files = files();
    files.put("crossfade.yaml", MAIN.replace("readers: 2", "readers: '${var:region}'"));

    assertThat(refused(files, null).code()).isEqualTo(SpecProblem.UNKNOWN_VARIABLE);
  }

  private static Problem refused(Map<String, String> files, String environment) {
    return catchThrowableOfType(
            ProblemException.class, () -> SpecificationLoader.load(files, environment))
        .problem();
  }
}
