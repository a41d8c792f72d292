package dev.crossfade.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowStateTest {

  private static RowState after(RowState state, RowOp op, String row) {
    return state.after(new RowRecord(op, "0", row, null));
  }

  @Test
  void theStateBeforeIsWhatTheRecordBeforeLeft() {
    RowState first = after(RowState.UNRECORDED, RowOp.SET, "aa");
    assertThat(first).isEqualTo(new RowState(RowState.Kind.WHOLE, List.of("aa")));

    RowState patched = after(after(first, RowOp.PATCH, "bb"), RowOp.PATCH, "cc");
    assertThat(patched.kind()).isEqualTo(RowState.Kind.PATCHED);
    assertThat(patched.text()).isEqualTo("aa+bb+cc");

    assertThat(after(patched, RowOp.SET, "dd").digests()).containsExactly("dd");
    assertThat(after(patched, RowOp.DELETE, "00").text()).isEqualTo("absent");
    assertThat(after(patched, RowOp.CLEAR, "00").kind()).isEqualTo(RowState.Kind.ABSENT);
  }

  @Test
  void aPartOfWhatNobodyRecordedIsNoWhole() {
    RowState gone = after(RowState.UNRECORDED, RowOp.DELETE, "00");

    assertThat(after(RowState.UNRECORDED, RowOp.PATCH, "bb").kind())
        .isEqualTo(RowState.Kind.PARTLY);
    assertThat(after(after(gone, RowOp.PATCH, "bb"), RowOp.PATCH, "cc"))
        .isEqualTo(new RowState(RowState.Kind.PARTLY, List.of("bb", "cc")));
  }
}
