package dev.crossfade.server.api;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.store.Documents.Document;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads specifications that come over the network. Whoever wrote them is no user of this machine.
 */
final class Specifications {

  private static final int MOST_FILES = 2_000;
  private static final Pattern FILE = Pattern.compile(Bodies.FILE);

  private final ReleasedSecrets released;
  private final Clock clock;

  Specifications(ReleasedSecrets released, Clock clock) {
    this.released = released;
    this.clock = clock;
  }

  /** The document of files that make a valid specification. */
  Document accept(Map<String, String> files, @Nullable String environment, String by) {
    if (files.size() > MOST_FILES) {
      throw Flaws.invalid("/files", "They are more than " + MOST_FILES + ".");
    }
    for (String name : files.keySet()) {
      if (!FILE.matcher(name).matches()) {
        throw Flaws.invalid("/files", "Names of files are relative paths of plain characters.");
      }
    }
    SpecDocument loaded = SpecificationLoader.load(files, environment);
    references(loaded.spec()).forEach(this::check);
    files(loaded.spec()).forEach(this::check);
    return new Document(
        loaded.spec().name(), files, environment, loaded.contentHash(), clock.instant(), by);
  }

  /**
   * Makes sure that what was begun goes on as it is: nothing may be taken away or changed, but
   * entities may come, and connections to the same systems may be protected otherwise. Rules may
   * only be others if rows are written by them already, because somebody adopted them.
   *
   * @return entities that have other rules, of which that has to be seen
   */
  static List<String> mustOnlyGain(Document before, Document after) {
    MigrationSpec was = specification(before);
    MigrationSpec is = specification(after);
    List<String> changed = new ArrayList<>();
    add(changed, "its sources", bare(was.sources()).equals(bare(is.sources())));
    add(changed, "its target", bare(was.target()).equals(bare(is.target())));
    add(
        changed,
        "its sign-offs, which would be fewer",
        is.signOffs().required() >= was.signOffs().required());
    add(changed, "its Kafka", Objects.equals(bare(was.kafka()), bare(is.kafka())));
    Set<String> names = new HashSet<>();
    is.entities().forEach(one -> names.add(one.name()));
    was.entities().forEach(one -> add(changed, "entity " + one.name(), names.contains(one.name())));
    if (!changed.isEmpty()) {
      throw changed(changed, "Leave that as it is, or describe a new migration.");
    }
    boolean words = !is.taxonomies().containsAll(was.taxonomies());
    return was.entities().stream()
        .filter(one -> words || !is.entities().contains(one))
        .map(EntitySpec::name)
        .toList();
  }

  /** Says that rows of these entities are written by other rules. */
  static ProblemException notAdopted(List<String> entities, String why) {
    return changed(
        entities.stream().map(one -> "entity " + one + why).toList(),
        "Where the specification is, `crossfade drift accept` or `crossfade mapping adopt` lets rows"
            + " be written by the new rules; then give it to the server.");
  }

  private static ProblemException changed(List<String> what, String fix) {
    return Problem.of(
            ApiProblem.NOT_A_DRAFT,
            "What was begun can gain entities, and have other settings, but not change.",
            "Changed: " + String.join(", ", what) + ".",
            fix)
        .raise();
  }

  /** Whether all systems are reached as before: where, as whom, and how that is protected. */
  static boolean reachedAlike(Document before, Document after) {
    MigrationSpec was = specification(before);
    MigrationSpec is = specification(after);
    return was.sources().equals(is.sources())
        && was.target().equals(is.target())
        && Objects.equals(was.kafka(), is.kafka());
  }

  private static MigrationSpec specification(Document document) {
    return SpecificationLoader.load(document.files(), document.environment()).spec();
  }

  /** Which systems, without how connections to them are protected. */
  private static List<SourceSpec> bare(List<SourceSpec> sources) {
    return sources.stream()
        .map(
            one ->
                new SourceSpec(
                    one.name(),
                    one.type(),
                    one.url(),
                    one.user(),
                    one.password(),
                    one.timeZone(),
                    one.zeroDates()))
        .toList();
  }

  private static TargetSpec bare(TargetSpec one) {
    return new TargetSpec(one.type(), one.url(), one.user(), one.password(), one.schema());
  }

  private static @Nullable KafkaSpec bare(@Nullable KafkaSpec one) {
    return one == null ? null : new KafkaSpec(one.bootstrap(), one.connectUrl());
  }

  private static void add(List<String> changed, String what, boolean same) {
    if (!same) {
      changed.add(what);
    }
  }

  private static Stream<SecretRef> references(MigrationSpec spec) {
    Stream<SecretRef> databases =
        Stream.concat(
            spec.sources().stream().flatMap(Specifications::references),
            Stream.of(spec.target().url(), spec.target().user(), spec.target().password()));
    KafkaSpec kafka = spec.kafka();
    KafkaSpec.KafkaLogin login = kafka == null ? null : kafka.login();
    return login == null
        ? databases
        : Stream.concat(databases, Stream.of(login.user(), login.password()));
  }

  /** Files of certificates and keys, as references to them. */
  private static Stream<SecretRef> files(MigrationSpec spec) {
    KafkaSpec kafka = spec.kafka();
    Stream<TlsSpec> all =
        Stream.concat(
            spec.sources().stream().map(SourceSpec::tls),
            Stream.of(spec.target().tls(), kafka == null ? TlsSpec.UNSAID : kafka.tls()));
    return all.flatMap(
            tls ->
                Stream.of(
                    Optional.ofNullable(tls.rootCertificate()),
                    Optional.ofNullable(tls.certificate()),
                    Optional.ofNullable(tls.key())))
        .flatMap(Optional::stream)
        .map(file -> new SecretRef("${file:" + file + "}"));
  }

  private static Stream<SecretRef> references(SourceSpec source) {
    return Stream.of(source.url(), source.user(), source.password());
  }

  private void check(SecretRef reference) {
    released.notReleased(reference.text()).ifPresent(Specifications::refuse);
  }

  private static void refuse(String name) {
    throw ReleasedSecrets.refused(name).raise();
  }
}
