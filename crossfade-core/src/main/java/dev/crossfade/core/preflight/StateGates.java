package dev.crossfade.core.preflight;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.PhaseTable;
import dev.crossfade.core.phase.SignOffStanding;
import dev.crossfade.core.phase.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a migration is, and whether people agreed. */
public final class StateGates {

  private StateGates() {}

  /** Whether what is wanted may be asked for now; flags keep gates closed, but no way back. */
  public static Gate phase(Phase phase, Set<Flag> flags, Trigger wanted) {
    String limit = "one that allows " + wanted.word();
    Optional<PhaseTable.Row> row = PhaseTable.MIGRATION.row(phase, wanted);
    if (row.isEmpty()) {
      return Findings.fail(
          Item.PHASE.word(),
          phase.toString(),
          limit,
          "it cannot " + wanted.word() + " while it is " + phase,
          "see what it waits for: crossfade status");
    } else if (row.get().way() == PhaseTable.Way.GATE && !flags.isEmpty()) {
      return Findings.fail(
          Item.PHASE.word(),
          phase + " " + flags,
          limit,
          "a flag keeps every gate closed",
          "put right what raised it");
    }
    return Findings.pass(Item.PHASE.word(), phase.toString(), limit);
  }

  /**
   * Whether all is live.
   *
   * @param planned entities of the specification, left out ones included
   * @param left why those that are left out are
   */
  public static Gate entities(
      Map<String, EntityState> states, Collection<String> planned, Map<String, String> left) {
    List<String> missing = new ArrayList<>();
    if (planned.isEmpty()) {
      missing.add("there is none");
    }
    left.forEach((entity, why) -> missing.add(entity + " is left out: " + why));
    for (String entity : planned) {
      EntityState state = states.get(entity);
      if (state != EntityState.LIVE && !left.containsKey(entity)) {
        missing.add(entity + " is " + (state == null ? "not begun" : state));
      }
    }
    String value = Math.max(0, planned.size() - missing.size()) + " of " + planned.size() + " LIVE";
    return missing.isEmpty()
        ? Findings.pass(Item.ENTITIES.word(), value, "all")
        : Findings.fail(
            Item.ENTITIES.word(),
            value,
            "all",
            Findings.some(missing),
            "wait until crossfade status says that all are published");
  }

  /** Whether somebody would carry it out. */
  public static Gate owner(Optional<String> owner) {
    return owner
        .map(who -> Findings.pass(Item.OWNER.word(), who, "one"))
        .orElseGet(
            () ->
                Findings.fail(
                    Item.OWNER.word(),
                    "nobody",
                    "one",
                    "no process has the lease of the migration, so nobody would move the clients",
                    "start crossfade run, or the server"));
  }

  /** Which key there is to sign route records with. */
  public enum Key {
    NONE,
    RIGHT,
    /** One that did not sign the record in force. */
    OTHER
  }

  /** That it compiles, as of which version of the mappings. */
  public static Gate specification(String version) {
    return Findings.pass(Item.SPECIFICATION.word(), "mappings " + version, "compiles");
  }

  /**
   * Whether route records can be signed.
   *
   * @param found what there is
   */
  public static Gate key(Key found) {
    String limit = "the one that signed the record in force";
    if (found == Key.NONE) {
      return Findings.fail(
          Item.KEY.word(),
          "none",
          limit,
          "route records could not be signed",
          "make one: crossfade route init, or name it: --route-key FILE");
    }
    return found == Key.RIGHT
        ? Findings.pass(Item.KEY.word(), "at hand", limit)
        : Findings.fail(
            Item.KEY.word(),
            "another one",
            limit,
            "gateways would not believe what it signs",
            "name the right one: --route-key FILE");
  }

  /** Whether people agreed; empty where nobody has to. */
  public static Gate signOffs(Optional<SignOffStanding> standing) {
    if (standing.isEmpty()) {
      return Findings.pass(Item.SIGN_OFFS.word(), "nobody has to agree", "0");
    }
    SignOffStanding found = standing.get();
    int signed = found.request().map(request -> request.signers().size()).orElse(0);
    String limit = String.valueOf(found.basis().required());
    return found.state() == SignOffStanding.State.SIGNED
        ? Findings.pass(Item.SIGN_OFFS.word(), String.valueOf(signed), limit)
        : Findings.fail(
            Item.SIGN_OFFS.word(),
            signed + ", " + found.state(),
            limit,
            "not as many people as have to have agreed to it as it is now",
            "crossfade signoff request NAME --gate cutover --reason TEXT, then crossfade signoff approve");
  }

  /** Whether anything is said in a fact of lines; each begins with since when. */
  public static Gate lines(Item item, List<String> lines, String fix) {
    return lines.isEmpty()
        ? Findings.pass(item.word(), "none", "none")
        : Findings.fail(
            item.word(), lines.size() + " found", "none", "since " + Findings.some(lines), fix);
  }

  /**
   * Whether writes wait that passed a fence.
   *
   * @param waiting how many
   */
  public static Gate strays(long waiting) {
    return waiting == 0
        ? Findings.pass(Item.STRAYS.word(), "none", "none")
        : Findings.fail(
            Item.STRAYS.word(),
            waiting + " waiting",
            "none",
            "somebody wrote into a source while the new stack took the writes; it was not applied",
            "crossfade conflicts list, then crossfade conflicts settle");
  }

  /** Whether too many rows are parked; none may wait that could not be brought back. */
  public static Gate quarantine(long parked, long unrestored, long most) {
    String value =
        unrestored == 0
            ? parked + " parked"
            : parked + " parked, " + unrestored + " not brought back";
    String limit = most + " parked, 0 not brought back";
    if (parked <= most && unrestored == 0) {
      return Findings.pass(Item.QUARANTINE.word(), value, limit);
    }
    return unrestored == 0
        ? Findings.fail(
            Item.QUARANTINE.word(),
            value,
            limit,
            "keys of these rows are held: later changes of them wait",
            "crossfade quarantine list, then fix, replay or discard")
        : Findings.fail(
            Item.QUARANTINE.word(),
            value,
            limit,
            "sources lack these rows: no way back is complete, and none begins, while they wait",
            "crossfade conflicts list, see to the rows, then crossfade conflicts settle");
  }
}
