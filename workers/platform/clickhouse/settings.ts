/** Settings of every insert, all explicit: defaults differ between versions and have changed under running systems. */

export const INSERT_SETTINGS = {
  // The insert is answered when it is written, not when it is queued.
  async_insert: '0',
  wait_for_async_insert: '1',
  wait_end_of_query: '1',
  // A repeated token writes nothing, here and in every table fed by a view.
  insert_deduplicate: '1',
  deduplicate_blocks_in_dependent_materialized_views: '1',
  // A batch must stay one block per partition, so that it is deduplicated as a whole.
  max_insert_block_size: '1048576',
  min_insert_block_size_rows: '1048576',
  min_insert_block_size_bytes: '268435456',
  // Views run one after the other; a failing one fails the insert, and the repeated insert completes what is missing.
  parallel_view_processing: '0',
  materialized_views_ignore_errors: '0',
  // Views group by the sorting key already; merging again on insert only costs time (measured: 15 %).
  optimize_on_insert: '0',
  // Late events may fall into many months at once.
  max_partitions_per_insert_block: '100',
  // Wrong data must fail, not be guessed at.
  date_time_input_format: 'basic',
  input_format_skip_unknown_fields: '0',
  input_format_null_as_default: '0',
  input_format_defaults_for_omitted_fields: '1',
  input_format_allow_errors_num: '0',
} as const;
