package dev.crossfade.server.wiring;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.drift.UnifiedDiff;
import dev.crossfade.server.view.RollbackProposal;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a folder has to be so that its mappings are those of an earlier revision: the files of its
 * entities and taxonomies are as they were, and nothing else changes; where that does not make the
 * same mappings, all files of the specification are.
 *
 * @param folder as it is
 * @param now its mappings, without those of entities that are left out
 * @param leftOut entities that do not go ahead; their mappings are not looked at
 * @param tables the tables of each source, by its name
 * @param target where rows are written
 * @param overlay the environment that is laid over the folder; null for none
 */
record MappingRollback(
    Path folder,
    CompiledMigration now,
    Set<String> leftOut,
    Map<String, List<TableSchema>> tables,
    TargetDatabase target,
    @Nullable String overlay) {

  /**
   * Looks at a revision. What is proposed names its hash: a name may stand for another by the time
   * that it is said again.
   *
   * @throws ProblemException when there is none, or its mappings do not fit the tables any more
   */
  RollbackProposal to(String revision) {
    GitHistory history = new GitHistory(folder);
    String commit = history.commit(revision);
    Map<String, String> then = history.texts(commit);
    if (then.isEmpty()) {
      throw unknown(revision).raise();
    }
    Map<String, String> texts = FolderTexts.of(folder);
    CompiledMigration wanted = compile(load(then));
    Map<String, String> after = after(texts, then, wanted);
    SpecDocument document = load(after);
    CompiledMigration compiled = compile(document);
    Map<String, String> files = changed(texts, after);
    return new RollbackProposal(
        commit, files, diff(texts, files), compiled, problems(wanted, document, compiled));
  }

  /** The latest commit before those in use that has other rules for the same mappings. */
  String before() {
    GitHistory history = new GitHistory(folder);
    List<String> commits = history.commits();
    boolean reached = !commits.isEmpty() && inUse(now).changed().isEmpty() && edited(history);
    for (String commit : commits) {
      Optional<CompiledMigration> then = alike(history.texts(commit));
      boolean inUse = then.filter(each -> inUse(each).changed().isEmpty()).isPresent();
      if (reached && !inUse && then.isPresent()) {
        return commit;
      }
      reached |= inUse;
    }
    throw Problem.of(
            ServerProblem.NO_EARLIER_MAPPINGS,
            "No rules from before those that rows are written with were found.",
            "Of the latest fifty commits of "
                + folder
                + (reached ? ", none has others." : ", none has those, or it is in no work tree."),
            "Name a revision with --to.")
        .raise();
  }

  /** What of these texts can take the place of what is in use: it has the same mappings. */
  private Optional<CompiledMigration> alike(Map<String, String> texts) {
    try {
      SpecDocument document = load(texts);
      CompiledMigration compiled = compile(document);
      return labels(document, compiled).equals(labels()) ? Optional.of(compiled) : Optional.empty();
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private boolean edited(GitHistory history) {
    return !history.uncommitted(FolderTexts.mapping(load(FolderTexts.of(folder)))).isEmpty();
  }

  private MappingsInUse inUse(CompiledMigration compiled) {
    return new MappingsInUse(compiled, target.progress());
  }

  private SpecDocument load(Map<String, String> texts) {
    return SpecificationLoader.load(texts, overlay);
  }

  private CompiledMigration compile(SpecDocument document) {
    KnownTables.Known known =
        new KnownTables(document.spec(), document.locations(), tables, target).compile();
    List<String> entities =
        document.spec().entities().stream()
            .map(EntitySpec::name)
            .filter(each -> !leftOut.contains(each))
            .toList();
    return entities.size() == document.spec().entities().size()
        ? known.compiled()
        : MappingCompiler.compile(
            Shapes.only(document.spec(), entities), known.catalogs(), document.locations());
  }

  private Map<String, String> after(
      Map<String, String> texts, Map<String, String> then, CompiledMigration wanted) {
    Map<String, String> after = new TreeMap<>(texts);
    after.keySet().removeAll(FolderTexts.mapping(load(texts)));
    Set<String> files = FolderTexts.mapping(load(then));
    files.forEach(file -> after.put(file, then.getOrDefault(file, "")));
    try {
      if (versions(compile(load(after))).equals(versions(wanted))) {
        return after;
      }
    } catch (ProblemException e) {
      // they say something else together with what was written since
    }
    Map<String, String> whole = new TreeMap<>(texts);
    whole.keySet().removeAll(FolderTexts.mapping(load(texts)));
    whole.putAll(then);
    return whole;
  }

  private static List<String> versions(CompiledMigration compiled) {
    return compiled.mappings().stream().map(CompiledMapping::version).toList();
  }

  private Set<String> labels() {
    return labels(load(FolderTexts.of(folder)), now);
  }

  /** Of entities that are left out the name alone: they are to be there, whatever their rules. */
  private Set<String> labels(SpecDocument document, CompiledMigration compiled) {
    Set<String> labels = new TreeSet<>();
    document.spec().entities().stream()
        .map(EntitySpec::name)
        .filter(leftOut::contains)
        .forEach(labels::add);
    compiled
        .mappings()
        .forEach(each -> labels.add(each.entitySpec().name() + " from " + each.spec().label()));
    return labels;
  }

  private static Map<String, String> changed(
      Map<String, String> before, Map<String, String> after) {
    Map<String, String> changed = new TreeMap<>(after);
    before.keySet().forEach(file -> changed.putIfAbsent(file, ""));
    changed.entrySet().removeIf(each -> each.getValue().equals(before.get(each.getKey())));
    return changed;
  }

  private static List<String> diff(Map<String, String> before, Map<String, String> files) {
    List<String> diff = new ArrayList<>();
    files.forEach(
        (file, text) -> diff.addAll(UnifiedDiff.of(file, before.getOrDefault(file, ""), text)));
    return diff;
  }

  private List<Problem> problems(
      CompiledMigration wanted, SpecDocument document, CompiledMigration compiled) {
    List<Problem> problems = new ArrayList<>(inUse(compiled).notAdoptable());
    if (!versions(wanted).equals(versions(compiled))) {
      problems.add(
          refused(
              "What its files say together with those that were added since is something else.",
              "Restore the folder by hand, and adopt it: crossfade mapping adopt."));
    }
    Set<String> gone = new TreeSet<>(labels());
    gone.removeAll(labels(document, compiled));
    Set<String> come = new TreeSet<>(labels(document, compiled));
    come.removeAll(labels());
    if (!gone.isEmpty() || !come.isEmpty()) {
      problems.add(
          refused(
              "It has other mappings, and not only other rules: "
                  + "without "
                  + (gone.isEmpty() ? "none" : String.join(", ", gone))
                  + "; with "
                  + (come.isEmpty() ? "no other" : String.join(", ", come))
                  + ".",
              "Name a later revision, or change the rules by hand and adopt them."));
    }
    problems.addAll(moved(load(FolderTexts.of(folder)).spec(), document.spec()));
    if (!inUse(compiled).changed().isEmpty()) {
      AllLive.problem(target).ifPresent(problems::add);
    }
    return problems;
  }

  /** Rules do not depend on where rows come from and go, nor on who agrees to that. */
  private static List<Problem> moved(MigrationSpec now, MigrationSpec then) {
    List<String> moved = new ArrayList<>();
    if (!now.name().equals(then.name())) {
      moved.add("name");
    }
    if (!now.sources().stream()
        .map(MappingRollback::place)
        .toList()
        .equals(then.sources().stream().map(MappingRollback::place).toList())) {
      moved.add("sources");
    }
    if (!now.target().equals(then.target())) {
      moved.add("target");
    }
    if (!now.signOffs().equals(then.signOffs())) {
      moved.add("signOffs");
    }
    if (!now.cutover().equals(then.cutover())) {
      moved.add("cutover");
    }
    return moved.isEmpty()
        ? List.of()
        : List.of(
            refused(
                "Its rules depend on files that would also bring back what was changed since: "
                    + String.join(", ", moved)
                    + ".",
                "Restore the rules by hand, and adopt them: crossfade mapping adopt."));
  }

  /** A source but for what its rules depend on. */
  private static SourceSpec place(SourceSpec source) {
    return new SourceSpec(
        source.name(),
        source.type(),
        source.url(),
        source.user(),
        source.password(),
        null,
        ZeroDates.REFUSE,
        source.tls());
  }

  /**
   * Makes the folder what was proposed. What git does not know of the files yet is committed first,
   * so that it can be come back to.
   *
   * @return what people have to know about it
   * @throws ProblemException when something stands in the way; nothing was changed then
   */
  List<String> write(RollbackProposal proposal, String reason) {
    if (!proposal.problems().isEmpty()) {
      throw new ProblemException(proposal.problems());
    }
    GitHistory history = new GitHistory(folder);
    Set<String> files = proposal.files().keySet();
    if (!history.uncommitted(files).isEmpty()) {
      List<String> notes =
          GitCommit.of(folder, files, "Mappings before they are rolled back\n\n" + reason);
      List<String> lost = history.uncommitted(files);
      if (!lost.isEmpty()) {
        throw refused(
                ("Changes that git does not know would be lost: "
                        + String.join(", ", lost)
                        + ". "
                        + String.join(" ", notes))
                    .strip(),
                "Commit them (git add -f, where they are ignored), or take them back.")
            .raise();
      }
    }
    FolderTexts.write(folder, proposal.files());
    return GitCommit.of(
        folder, files, "Roll the mappings back to " + proposal.revision() + "\n\n" + reason + "\n");
  }

  private static Problem refused(String why, String fix) {
    return Problem.of(
        ServerProblem.NOT_ADOPTABLE, "The mappings cannot be rolled back to this.", why, fix);
  }

  private Problem unknown(String revision) {
    return Problem.of(
        ServerProblem.NO_EARLIER_MAPPINGS,
        "Git knows no specification of " + folder + " at " + revision + ".",
        "There is no such revision, or the folder was not there, or is in no work tree.",
        "Name another with --to; git log shows them.");
  }
}
