package dev.crossfade.core.compare;

import java.util.Arrays;

/**
 * Members of a JSON object that were encoded one after the other. Each is three numbers: where its
 * name begins, where its name ends, and where it ends.
 */
final class Members {

  private static final int BEGIN = 0;
  private static final int NAME_END = 1;
  private static final int END = 2;
  private static final int SIZE = 3;

  private Members() {}

  /** Whether names rise strictly. */
  static boolean ordered(byte[] bytes, int[] members, int from, int to) {
    for (int i = from + SIZE; i < to; i += SIZE) {
      if (compare(bytes, members, i - SIZE, i) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Sorts them by name; of several with one name the last remains. */
  static void order(EncodedBytes out, int start, int[] members) {
    byte[] before = Arrays.copyOfRange(out.bytes(), start, out.length());
    for (int i = 0; i < members.length; i++) {
      members[i] -= start;
    }
    Integer[] order = new Integer[members.length / SIZE];
    Arrays.setAll(order, i -> i * SIZE);
    Arrays.sort(order, (one, other) -> compare(before, members, one, other));
    out.truncate(start);
    for (int i = 0; i < order.length; i++) {
      boolean last = i + 1 == order.length || compare(before, members, order[i], order[i + 1]) != 0;
      if (last) {
        int begin = members[order[i] + BEGIN];
        out.append(before, begin, members[order[i] + END] - begin);
      }
    }
  }

  private static int compare(byte[] bytes, int[] members, int one, int other) {
    int first = members[one + NAME_END] - members[one + BEGIN];
    int second = members[other + NAME_END] - members[other + BEGIN];
    return first != second
        ? Integer.compare(first, second)
        : Arrays.compareUnsigned(
            bytes,
            members[one + BEGIN],
            members[one + NAME_END],
            bytes,
            members[other + BEGIN],
            members[other + NAME_END]);
  }
}
