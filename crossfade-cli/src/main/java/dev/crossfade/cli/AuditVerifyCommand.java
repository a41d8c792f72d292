package dev.crossfade.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.remote.Columns;
import dev.crossfade.core.audit.BundleVerdict;
import dev.crossfade.core.audit.Finding;
import dev.crossfade.core.audit.LogVerdict;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.ProvenRow;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.change.Position;
import dev.crossfade.verify.BundleFiles;
import dev.crossfade.verify.CertificateFile;
import dev.crossfade.verify.VerdictText;
import dev.crossfade.verify.VerdictText.Trust;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks an exported audit log, or proofs, with nothing but files. */
@Command(
    name = "verify",
    description = {
      "Checks a bundle of an audit log, offline: signatures, consistency with checkpoints that were",
      "kept, every leaf, and each row that is proven. Exit code 3 when something is wrong. CSV has the",
      "rows that are proven."
    },
    mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

  private static final Columns ROWS =
      Columns.of(
          "leaf",
          "at",
          "actor",
          "migration",
          "entity",
          "op",
          "key",
          "row",
          "position",
          "source",
          "mappingVersion",
          "run");

  private static final Columns CERTIFICATE = Columns.of("intact");

  @Parameters(paramLabel = "BUNDLE", description = "File that audit export or audit prove wrote.")
  private Path bundle = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The log's first public key, or a file with it; else the bundle is believed.")
  private @Nullable String key;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Checkpoints that were kept; may be given several times.")
  private List<Path> checkpoints = new ArrayList<>();

  @Mixin private OutputOption output = new OutputOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    NoteKey trusted = key == null ? null : BundleFiles.key(key);
    List<SignedNote> kept = new ArrayList<>();
    checkpoints.forEach(file -> kept.addAll(BundleFiles.checkpoints(file)));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (trusted != null && CertificateFile.isOne(bundle)) {
      CertificateFile.Checked checked = CertificateFile.check(bundle, trusted);
      ObjectNode json = json(checked);
      output.print(out, json, List.of(json), CERTIFICATE, checked::lines);
      return checked.intact() ? 0 : Failures.NOT_PROVEN;
    }
    BundleVerdict verdict = BundleFiles.verify(bundle, trusted, kept);
    ObjectNode json = json(verdict, kept.size());
    Trust trust = key == null ? Trust.BELIEVED : Trust.GIVEN;
    output.print(
        out, json, json.path("rows"), ROWS, () -> VerdictText.lines(verdict, kept.size(), trust));
    return verdict.log().intact() ? 0 : Failures.NOT_PROVEN;
  }

  private static ObjectNode json(CertificateFile.Checked checked) {
    ObjectNode json = Json.document("CertificateVerdict").put("intact", checked.intact());
    checked.lines().forEach(json.putArray("lines")::add);
    Json.next(json, List.of());
    return json;
  }

  private static ObjectNode json(BundleVerdict verdict, int kept) {
    LogVerdict log = verdict.log();
    ObjectNode json = Json.document("AuditVerdict");
    json.put("intact", log.intact()).put("origin", log.origin());
    json.put("leaves", log.size()).put("covered", log.covered()).put("kept", kept);
    json.put("key", log.key() == null ? null : log.key().text());
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : log.findings()) {
      findings
          .addObject()
          .put("kind", finding.kind().text())
          .put("from", finding.from())
          .put("until", finding.until())
          .put("text", finding.text());
    }
    ArrayNode rows = json.putArray("rows");
    verdict.rows().forEach(row -> add(rows.addObject(), row));
    Json.next(json, List.of());
    return json;
  }

  private static void add(ObjectNode json, ProvenRow row) {
    Position position = row.record().position();
    json.put("leaf", row.index()).put("at", row.load().at().toString());
    json.put("actor", row.load().actor()).put("migration", row.load().subject());
    json.put("entity", row.entity()).put("op", row.record().op().text());
    json.put("key", row.record().key()).put("row", row.record().row());
    json.put("position", position == null ? null : position.encoded());
    for (String name : List.of("source", "mappingVersion", "run")) {
      Object value = row.load().body().get(name);
      json.put(name, value == null ? null : value.toString());
    }
  }
}
