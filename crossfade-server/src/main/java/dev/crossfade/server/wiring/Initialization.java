package dev.crossfade.server.wiring;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.codec.spec.SpecificationWriter;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.init.Scaffold;
import dev.crossfade.server.init.Scaffolding;
import dev.crossfade.server.view.InitView;
import dev.crossfade.spi.source.SourceDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a complete specification for existing databases. */
public final class Initialization {
  private static final String SOURCE = "CROSSFADE_SOURCE";
  private static final String TARGET = "CROSSFADE_TARGET";

  /**
   * What the user asked for.
   *
   * @param sources URLs of the databases to leave
   * @param target URL of the database to move to
   * @param schema schema of the target's tables
   * @param name name of the migration, null to make one from the folder's name
   * @param folder to write, new or empty
   * @param tls how connections are protected; less than proof is meant for those elsewhere
   */
  public record Wishes(
      List<String> sources,
      String target,
      String schema,
      @Nullable String name,
      Path folder,
      TlsSpec tls) {}

  private final Wishes wishes;
  private final Map<String, String> environment;
  private final Map<SourceSpec, List<TableSchema>> catalogs = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Initialization(Wishes wishes, Map<String, String> environment) {
    this.wishes = wishes;
    this.environment = environment;
  }

  /** Looks at the sources and writes the folder. */
  public static InitView run(Wishes wishes, Map<String, String> environment) {
    return new Initialization(wishes, environment).run();
  }

  private InitView run() {
    mustBeFree();
    SourceNames names = new SourceNames();
    for (int i = 0; i < wishes.sources().size(); i++) {
      Login login = login(wishes.sources().get(i), prefix(i));
      look(login, names.take(login.url().database()), prefix(i));
    }
    Login target = login(wishes.target(), TARGET);
    TargetSpec targetSpec =
        new TargetSpec(
            target.url().type(),
            new SecretRef(target.url().toString()),
            user(target, TARGET),
            password(TARGET),
            wishes.schema(),
            tls(target));
    String name = wishes.name() == null ? MigrationNames.of(wishes.folder()) : wishes.name();
    Scaffolding made = Scaffold.of(name, catalogs, targetSpec);
    write(made.spec());
    return new InitView(
        wishes.folder().toString(),
        name,
        tables(made.spec()),
        problems,
        made.notes().stream().map(note -> note.entity() + ": " + note.text()).toList(),
        List.copyOf(missing));
  }

  /**
   * The beginning of the names of a source's variables: its own number among several, unless the
   * one user of all of them is set.
   */
  private String prefix(int index) {
    String own = SOURCE + "_" + (index + 1);
    boolean shared = environment.containsKey(SOURCE + "_USER");
    return wishes.sources().size() == 1 || (shared && !environment.containsKey(own + "_USER"))
        ? SOURCE
        : own;
  }

  private Login login(String url, String prefix) {
    Login login = Login.of(url, prefix, environment);
    String variable = prefix + "_PASSWORD";
    if (!login.password().equals(environment.get(variable)) && !missing.contains(variable)) {
      missing.add(variable);
    }
    return login;
  }

  private void look(Login login, String name, String prefix) {
    SourceSpec spec =
        new SourceSpec(
            name,
            login.url().type(),
            new SecretRef(login.url().toString()),
            user(login, prefix),
            password(prefix),
            null,
            ZeroDates.REFUSE,
            tls(login));
    try (SourceDatabase database = Discovery.open(login, name, tls(login))) {
      mustDiffer(name, database);
      List<TableSchema> tables = database.catalog();
      catalogs.put(spec, tables);
      problems.addAll(database.preflight(tables.stream().map(TableSchema::id).toList()));
    }
  }

  /** A target that cannot be asked yet is asked again by plan and run. */
  private void mustDiffer(String name, SourceDatabase source) {
    Login login = login(wishes.target(), TARGET);
    if (login.url().type() != SystemType.POSTGRESQL) {
      return;
    }
    try (SourceDatabase target = Discovery.open(login, "target", tls(login))) {
      SameDatabase.refuse(name, source, target);
    } catch (ProblemException e) {
      if (SameDatabase.refused(e)) {
        throw e;
      }
    }
  }

  /** On this machine nothing has to be allowed, but whoever is named has to be asked. */
  private TlsSpec tls(Login login) {
    boolean needless = wishes.tls().rootCertificate() == null;
    return needless && TlsSpec.loopback(login.url().host()) ? TlsSpec.UNSAID : wishes.tls();
  }

  private static SecretRef user(Login login, String prefix) {
    return login.origin() == Login.Origin.URL
        ? new SecretRef(login.user())
        : new SecretRef("${env:" + prefix + "_USER}");
  }

  private static SecretRef password(String prefix) {
    return new SecretRef("${env:" + prefix + "_PASSWORD}");
  }

  private void mustBeFree() {
    Path main = wishes.folder().resolve("crossfade.yaml");
    if (Files.exists(main)) {
      throw Problem.of(
              ServerProblem.FOLDER_TAKEN,
              wishes.folder() + " holds a specification already.",
              "init never overwrites one: it may have been edited.",
              "Name another folder, or delete this one first.")
          .raise();
    }
  }

  private void write(MigrationSpec spec) {
    Map<String, List<TableSchema>> byName = new TreeMap<>();
    catalogs.forEach((source, tables) -> byName.put(source.name(), tables));
    try {
      SpecificationWriter.write(spec, wishes.folder());
      CatalogLock.write(wishes.folder(), byName);
      Files.writeString(wishes.folder().resolve(".gitignore"), ".crossfade/\n");
    } catch (IOException e) {
      throw Problem.of(
              ServerProblem.FILE_NOT_WRITABLE,
              "The folder " + wishes.folder() + " cannot be written.",
              String.valueOf(e.getMessage()),
              "Name a folder you may write to.")
          .raise(e);
    }
  }

  private static Map<String, Integer> tables(MigrationSpec spec) {
    Map<String, Integer> tables = new TreeMap<>();
    for (EntitySpec entity : spec.entities()) {
      for (MappingSpec mapping : entity.mappings()) {
        tables.merge(mapping.source(), 1, Integer::sum);
      }
    }
    return tables;
  }
}
