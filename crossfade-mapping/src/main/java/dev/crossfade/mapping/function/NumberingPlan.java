package dev.crossfade.mapping.function;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import dk.brics.automaton.Automaton;
import dk.brics.automaton.RegExp;
import dk.brics.automaton.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The valid national numbers of one region. The library describes them by a regular expression for
 * each kind of number, and tries one after the other; here they are one deterministic automaton
 * that takes a step for each digit. Immutable.
 */
final class NumberingPlan {

  private static final int DIGITS = 10;
  private static final int NOWHERE = -1;

  /** What the library's expressions are made of; anything else has a meaning of its own here. */
  private static final Pattern UNDERSTOOD = Pattern.compile("[0-9\\[\\](){}|,?*+-]+");

  private final int[] next;
  private final boolean[] last;

  private NumberingPlan(int[] next, boolean[] last) {
    this.next = next;
    this.last = last;
  }

  /** The plan of a region; null when it is written in a way that is not understood here. */
  static @Nullable NumberingPlan of(PhoneMetadata region) {
    Automaton general = automaton(region.getGeneralDesc());
    List<Automaton> kinds = new ArrayList<>();
    for (PhoneNumberDesc kind : kinds(region)) {
      if (!kind.getNationalNumberPattern().isEmpty()) {
        Automaton automaton = automaton(kind);
        if (automaton == null) {
          return null;
        }
        kinds.add(automaton);
      }
    }
    return general == null ? null : of(general.intersection(Automaton.union(kinds)));
  }

  private static List<PhoneNumberDesc> kinds(PhoneMetadata region) {
    return List.of(
        region.getPremiumRate(),
        region.getTollFree(),
        region.getSharedCost(),
        region.getVoip(),
        region.getPersonalNumber(),
        region.getPager(),
        region.getUan(),
        region.getVoicemail(),
        region.getFixedLine(),
        region.getMobile());
  }

  private static @Nullable Automaton automaton(PhoneNumberDesc kind) {
    String pattern = kind.getNationalNumberPattern().replace("(?:", "(").replace("[\\d", "[0-9");
    pattern = pattern.replace("\\d", "[0-9]");
    if (!UNDERSTOOD.matcher(pattern).matches()) {
      return null;
    }
    Automaton numbers = new RegExp(pattern, RegExp.NONE).toAutomaton(false);
    List<Integer> lengths = kind.getPossibleLengthList();
    if (lengths.isEmpty()) {
      return numbers;
    }
    String any =
        lengths.stream().map(length -> "[0-9]{" + length + "}").collect(Collectors.joining("|"));
    return numbers.intersection(new RegExp(any, RegExp.NONE).toAutomaton(false));
  }

  private static NumberingPlan of(Automaton automaton) {
    automaton.determinize();
    Map<State, Integer> states = new HashMap<>();
    states.put(automaton.getInitialState(), 0);
    for (State state : automaton.getStates()) {
      states.putIfAbsent(state, states.size());
    }
    int[] next = new int[states.size() * DIGITS];
    boolean[] last = new boolean[states.size()];
    states.forEach(
        (state, number) -> {
          last[number] = state.isAccept();
          for (int digit = 0; digit < DIGITS; digit++) {
            State to = state.step((char) ('0' + digit));
            next[number * DIGITS + digit] = to == null ? NOWHERE : states.get(to);
          }
        });
    return new NumberingPlan(next, last);
  }

  /** Whether these digits are a number as it is dialled within the region, without prefix. */
  boolean has(char[] digits, int from, int to) {
    int state = 0;
    for (int i = from; i < to; i++) {
      state = next[state * DIGITS + digits[i] - '0'];
      if (state == NOWHERE) {
        return false;
      }
    }
    return last[state];
  }
}
