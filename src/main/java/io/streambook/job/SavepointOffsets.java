package io.streambook.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.kafka.common.TopicPartition;

/** How far the sources of a job had read when a savepoint was taken. */
final class SavepointOffsets {
  /** Where Flink's source operator keeps its splits. */
  private static final ListStateDescriptor<byte[]> SPLITS =
      new ListStateDescriptor<>("SourceReaderState", BytePrimitiveArraySerializer.INSTANCE);

  private SavepointOffsets() {}

  /** Offset by partition of the sources whose uid fits; empty when there is none. */
  static Map<TopicPartition, Long> read(String savepoint, Predicate<String> uid) throws Exception {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (OperatorState operator : operators(savepoint)) {
      if (operator.getOperatorUid().filter(uid).isPresent()) {
        read(operator, offsets);
      }
    }
    return offsets;
  }

  private static Collection<OperatorState> operators(String savepoint) throws IOException {
    CompletedCheckpointStorageLocation location =
        AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(savepoint);
    ClassLoader loader = SavepointOffsets.class.getClassLoader();
    try (DataInputStream in = new DataInputStream(location.getMetadataHandle().openInputStream())) {
      return Checkpoints.loadCheckpointMetadata(in, loader, savepoint).getOperatorStates();
    }
  }

  private static void read(OperatorState operator, Map<TopicPartition, Long> offsets)
      throws Exception {
    List<OperatorStateHandle> handles =
        operator.getStates().stream()
            .flatMap(subtask -> subtask.getManagedOperatorState().stream())
            .toList();
    KafkaPartitionSplitSerializer serializer = new KafkaPartitionSplitSerializer();
    try (CloseableRegistry closeables = new CloseableRegistry();
        DefaultOperatorStateBackend state =
            new DefaultOperatorStateBackendBuilder(
                    SavepointOffsets.class.getClassLoader(),
                    new ExecutionConfig(),
                    false,
                    handles,
                    closeables)
                .build()) {
      for (byte[] bytes : state.getListState(SPLITS).get()) {
        KafkaPartitionSplit split =
            SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, bytes);
        offsets.put(split.getTopicPartition(), split.getStartingOffset());
      }
    }
  }
}
