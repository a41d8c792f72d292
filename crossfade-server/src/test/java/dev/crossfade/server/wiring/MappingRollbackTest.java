package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.Mappings;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.view.RollbackProposal;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mappings of a folder become those of an earlier revision, and nothing else does. */
class MappingRollbackTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "specification");
  private static final String LEAD = "entities/lead.yaml";

  @TempDir private Path folder;

  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);
  private Map<String, List<TableSchema>> tables;
  private String first;

  @BeforeEach
  void aFolderInGitWhoseMappingsAreInUse() throws Exception {
    Files.createDirectories(folder.resolve("entities"));
    for (String file : List.of("crossfade.yaml", LEAD, CatalogLock.FILE)) {
      Files.copy(EXAMPLE.resolve(file), folder.resolve(file));
    }
    tables = CatalogLock.read(folder).orElseThrow();
    git("init", "-q");
    git("config", "user.name", "somebody");
    git("config", "user.email", "somebody@example.com");
    first = commit("first");
    use();
  }

  private String git(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(text).isZero();
    return text.strip();
  }

  private String commit(String message) throws Exception {
    git("add", ".");
    git("commit", "-q", "-m", message);
    return git("rev-parse", "HEAD");
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private void replace(String file, String before, String after) throws IOException {
    assertThat(text(file)).contains(before);
    Files.writeString(folder.resolve(file), text(file).replace(before, after));
  }

  private CompiledMigration compiled() {
    SpecDocument document = SpecificationLoader.load(folder);
    return MappingCompiler.compile(document.spec(), tables, document.locations());
  }

  /** From now on rows are written by what the folder says. */
  private void use() {
    Mappings.load(compiled(), target.progress());
  }

  private MappingRollback rollback() {
    return new MappingRollback(folder, compiled(), Set.of(), tables, target, null);
  }

  /** As it is where the table of one entity cannot be read. */
  private MappingRollback without(String entity) {
    SpecDocument document = SpecificationLoader.load(folder);
    List<String> entities =
        document.spec().entities().stream()
            .map(EntitySpec::name)
            .filter(each -> !each.equals(entity))
            .toList();
    CompiledMigration going =
        MappingCompiler.compile(
            Shapes.only(document.spec(), entities), tables, document.locations());
    return new MappingRollback(folder, going, Set.of(entity), tables, target, null);
  }

  /** What was found, but that nothing is published in this target. */
  private static RollbackProposal published(RollbackProposal proposal) {
    assertThat(proposal.problems())
        .extracting(Problem::code)
        .containsExactly(ServerProblem.NOT_PUBLISHED);
    return new RollbackProposal(
        proposal.revision(), proposal.files(), proposal.diff(), proposal.compiled(), List.of());
  }

  @Test
  void rulesThatWereNeverCommittedAreCommittedBeforeTheEarlierOnesComeBack() throws Exception {
    String before = text(LEAD);
    CompiledMigration old = compiled();
    replace(LEAD, "email: email(email)", "email: email");
    String edited = text(LEAD);
    use();

    assertThat(rollback().before()).isEqualTo(first);
    RollbackProposal proposal = rollback().to(first);
    assertThat(proposal.files()).containsExactly(Map.entry(LEAD, before));
    assertThat(proposal.diff()).contains("-      email: email", "+      email: email(email)");
    assertThat(proposal.compiled().version()).isEqualTo(old.version());
    assertThatThrownBy(() -> rollback().write(proposal, "no")).isInstanceOf(ProblemException.class);
    assertThat(text(LEAD)).isEqualTo(edited);

    List<String> notes = rollback().write(published(proposal), "too lax");

    assertThat(notes).containsExactly("Committed to git: " + LEAD + ".");
    assertThat(text(LEAD)).isEqualTo(before);
    assertThat(git("show", "HEAD~1:" + LEAD)).isEqualTo(edited.strip());
    assertThat(git("log", "-1", "--format=%B")).contains("Roll the mappings back to", "too lax");
    assertThat(rollback().to(first).files()).isEmpty();
  }

  @Test
  void whatIsNoMappingStaysAsItIs() throws Exception {
    replace(LEAD, "email: email(email)", "email: email");
    replace("crossfade.yaml", "name: example\n", "name: example\nsettings: {chunkRows: 5000}\n");
    commit("second");
    use();
    replace(LEAD, "score: score", "score: null");
    commit("third");

    assertThat(rollback().before()).as("the second is in use").isEqualTo(first);
    use();
    assertThat(rollback().before()).isEqualTo(git("rev-parse", "HEAD~1"));
    assertThat(rollback().to(first).files()).containsOnlyKeys(LEAD);
    rollback().write(published(rollback().to(first)), "too lax");
    assertThat(text("crossfade.yaml")).contains("chunkRows");
  }

  @Test
  void entitiesAreNeitherTakenAwayNorBroughtBack() throws Exception {
    Files.writeString(
        folder.resolve("entities/other.yaml"), text(LEAD).replace("name: lead", "name: other"));
    commit("another entity");
    use();

    RollbackProposal proposal = rollback().to(first);

    assertThat(proposal.problems())
        .extracting(Problem::code)
        .containsExactly(ServerProblem.NOT_ADOPTABLE);
    assertThat(proposal.problems().get(0).why()).contains("without other from crm:public.leads");
    assertThatThrownBy(() -> rollback().before()).hasMessageContaining("CF-6068");
  }

  @Test
  void anEntityThatIsLeftOutIsNeitherComparedNorInTheWay() throws Exception {
    String other = "entities/other.yaml";
    Files.writeString(folder.resolve(other), text(LEAD).replace("name: lead", "name: other"));
    String second = commit("another entity");
    CompiledMigration old = without("other").now();
    replace(LEAD, "email: email(email)", "email: email");
    commit("third");
    Mappings.load(without("other").now(), target.progress());

    assertThat(without("other").before()).isEqualTo(second);
    RollbackProposal proposal = published(without("other").to(second));
    assertThat(proposal.files()).containsOnlyKeys(LEAD);
    assertThat(proposal.compiled().version()).isEqualTo(old.version());
    assertThat(without("other").to(first).problems().toString()).contains("without other;");
    without("other").write(proposal, "too lax");
    assertThat(folder.resolve(other)).exists();
  }

  @Test
  void aFileThatGitIgnoresIsNotTakenAway() throws Exception {
    String ignored = "entities/generated.yaml";
    Files.writeString(folder.resolve(".gitignore"), "generated.yaml\n");
    String second = commit("rules are generated");
    Files.move(folder.resolve(LEAD), folder.resolve(ignored));
    git("rm", "-q", "--cached", LEAD);
    replace(ignored, "email: email(email)", "email: email");
    String edited = text(ignored);
    git("commit", "-q", "-m", "third");
    use();

    RollbackProposal proposal = published(rollback().to(second));

    assertThat(proposal.files()).containsOnlyKeys(LEAD, ignored);
    assertThatThrownBy(() -> rollback().write(proposal, "too lax"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("CF-6064");
    assertThat(text(ignored)).isEqualTo(edited);
  }

  @Test
  void nothingIsWrittenWhereGitDoesNotSayWhatItHas() throws Exception {
    replace(LEAD, "email: email(email)", "email: email");
    String edited = text(LEAD);
    use();
    RollbackProposal proposal = published(rollback().to(first));
    Files.writeString(folder.resolve(".git/index"), "broken");

    assertThatThrownBy(() -> rollback().write(proposal, "too lax"))
        .isInstanceOf(ProblemException.class);
    assertThat(text(LEAD)).isEqualTo(edited);
  }

  @Test
  void whatRulesDependOnComesBackButNeitherAnotherTargetNorWhoAgrees() throws Exception {
    String spec = "crossfade.yaml";
    replace(
        CatalogLock.FILE,
        "\"created_at\",\n        \"type\" : \"timestamptz",
        "\"created_at\",\n        \"type\" : \"timestamp");
    tables = CatalogLock.read(folder).orElseThrow();
    replace(
        spec,
        "    type: postgresql\n    url: ${env:CRM_URL}",
        "    type: postgresql\n    timeZone: Europe/Berlin\n    url: ${env:CRM_URL}");
    String second = commit("second");
    replace(spec, "Europe/Berlin", "Europe/Lisbon");
    commit("third");
    use();
    RollbackProposal zone = rollback().to(second);
    assertThat(zone.files()).containsOnlyKeys(spec);
    assertThat(zone.problems())
        .extracting(Problem::why)
        .noneMatch(why -> why.contains("changed since"));

    replace(spec, "${env:TARGET_URL}", "${env:OTHER_URL}");
    replace(spec, "${env:CRM_PASSWORD}", "${env:OTHER_PASSWORD}");
    commit("fourth");

    assertThat(rollback().to(second).problems())
        .extracting(Problem::why)
        .anyMatch(why -> why.contains("changed since: sources, target."));
  }

  @Test
  void aNameOfARevisionIsTakenForTheCommitThatItStandsForNow() throws Exception {
    replace(LEAD, "email: email(email)", "email: email");
    commit("second");
    use();

    RollbackProposal proposal = published(rollback().to("HEAD~1"));
    rollback().write(proposal, "too lax");

    assertThat(proposal.revision()).isEqualTo(first);
    assertThat(git("log", "-1", "--format=%s")).isEqualTo("Roll the mappings back to " + first);
  }

  @Test
  void filesAreToldInTheirOrder() {
    Map<String, String> files = new HashMap<>();
    List<String> names = IntStream.range(10, 60).mapToObj(n -> "entities/e" + n).toList();
    names.forEach(name -> files.put(name, ""));

    assertThat(
            new RollbackProposal(first, files, List.of(), compiled(), List.of()).files().keySet())
        .containsExactlyElementsOf(names);
  }

  @Test
  void aRevisionThatGitDoesNotKnowIsTold() {
    assertThatThrownBy(() -> rollback().to("nowhere")).hasMessageContaining("CF-6068");
    assertThatThrownBy(() -> rollback().to("--output=x")).hasMessageContaining("CF-6068");
  }
}
