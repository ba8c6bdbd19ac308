output "kms_key_id" {
  description = "For PAZPAZ_AWS_KMS_KEY_ID"
  value       = aws_kms_alias.keys.name
}

output "read_keys_policy_arn" {
  description = "To attach to the role of the nodes"
  value       = aws_iam_policy.read_keys.arn
}

output "manage_keys_policy_arn" {
  description = "To attach, besides, to the role of whoever adds and deletes keys"
  value       = aws_iam_policy.manage_keys.arn
}
