package dev.crossfade.core.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Part of an index: which parts of loads may have records of a key. An entry is one number, five
 * bytes of the commitment to the key and behind them which of the segment's parts it is, so entries
 * of one key stand together once they are sorted. Five bytes do not name a key for certain: whoever
 * looks a key up reads the records, and believes only them.
 */
public final class KeySegment {

  /** Entries of every page but the last. */
  public static final int PAGE = 1 << 12;

  /** Parts of loads that a segment covers, at most. */
  public static final int MOST_PLACES = 1 << 24;

  private static final int KEY_BYTES = 5;
  private static final int PLACE_BITS = 24;

  /** Without entries. */
  public static final KeySegment EMPTY = new Builder().build();

  private final List<RowPlace> places;
  private final long[] entries;

  private KeySegment(List<RowPlace> places, long[] entries) {
    this.places = List.copyOf(places);
    this.entries = entries;
  }

  /** Entries that stand together, of which the first is the lowest. */
  public record Page(long first, byte[] entries) {}

  /** The parts of loads, in the order in which entries name them. */
  public List<RowPlace> places() {
    return places;
  }

  /** How many entries it has. */
  public int size() {
    return entries.length;
  }

  /** All entries, sorted, page by page. */
  public List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    for (int from = 0; from < entries.length; from += PAGE) {
      int to = Math.min(from + PAGE, entries.length);
      ByteBuffer bytes = ByteBuffer.allocate((to - from) * Long.BYTES);
      bytes.asLongBuffer().put(entries, from, to - from);
      pages.add(new Page(entries[from], bytes.array()));
    }
    return pages;
  }

  /** The lowest entry that a key can have. */
  public static long lowest(byte[] key, int at) {
    long prefix = 0;
    for (int i = 0; i < KEY_BYTES; i++) {
      prefix = (prefix << Byte.SIZE) | (key[at + i] & 0xFF);
    }
    return prefix << PLACE_BITS;
  }

  /** The highest one, if this is the lowest. */
  public static long highest(long lowest) {
    return lowest | (MOST_PLACES - 1);
  }

  /** Tells which places a page names for a key. */
  public static void named(byte[] page, long lowest, IntConsumer place) {
    ByteBuffer bytes = ByteBuffer.wrap(page);
    while (bytes.remaining() >= Long.BYTES) {
      long entry = bytes.getLong();
      if (entry >= lowest && entry <= highest(lowest)) {
        place.accept((int) (entry & (MOST_PLACES - 1)));
      }
    }
  }

  /** One segment in place of several. */
  public static KeySegment joined(List<KeySegment> segments) {
    Builder all = new Builder();
    segments.forEach(all::add);
    return all.build();
  }

  /** The inverse of {@link #places} and {@link #pages}. */
  public static KeySegment read(List<RowPlace> places, List<byte[]> pages) {
    ByteBuffer bytes = ByteBuffer.allocate(pages.stream().mapToInt(page -> page.length).sum());
    pages.forEach(bytes::put);
    long[] entries = new long[bytes.position() / Long.BYTES];
    bytes.flip().asLongBuffer().get(entries);
    return new KeySegment(places, entries);
  }

  /** Collects entries. One thread. */
  public static final class Builder {
    private final List<RowPlace> places = new ArrayList<>();
    private long[] entries = new long[PAGE];
    private int size;

    /** Adds a block of records; blocks of one part come one after the other. */
    public void add(RowPlace place, RowBlock block) {
      if (places.isEmpty() || !places.get(places.size() - 1).equals(place)) {
        places.add(place);
      }
      int number = places.size() - 1;
      block.each((bytes, from, length) -> add(lowest(bytes, from + 1) | number));
    }

    private void add(KeySegment segment) {
      int before = places.size();
      places.addAll(segment.places);
      for (long entry : segment.entries) {
        add(entry + before);
      }
    }

    private void add(long entry) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, size * 2);
      }
      entries[size++] = entry;
    }

    /** How many entries there are. */
    public int size() {
      return size;
    }

    /** Sorts them; each is there once, however often a part has its key. */
    public KeySegment build() {
      Arrays.sort(entries, 0, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (kept == 0 || entries[i] != entries[kept - 1]) {
          entries[kept++] = entries[i];
        }
      }
      return new KeySegment(places, Arrays.copyOf(entries, kept));
    }
  }
}
