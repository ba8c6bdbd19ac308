# What PazPaz needs in AWS for the key store aws-secrets-manager. It makes no key-encryption key: Terraform's state
# would hold it.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40, < 7.0"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  policy_values = {
    account     = data.aws_caller_identity.current.account_id
    kms_key_arn = aws_kms_key.keys.arn
    prefix      = var.secret_prefix
    region      = var.region
  }
}

provider "aws" {
  region = var.region
}

# Encrypts the secrets. Who may use it is for the IAM policies below to say, hence the account as principal.
resource "aws_kms_key" "keys" {
  description             = "Encrypts the key-encryption keys of PazPaz in Secrets Manager"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LeaveItToIam"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${local.policy_values.account}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })

  # Without it every key in Secrets Manager, and so every record, is lost.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "keys" {
  name          = "alias/pazpaz-keys"
  target_key_id = aws_kms_key.keys.key_id
}

# For the role of the nodes.
resource "aws_iam_policy" "read_keys" {
  name        = "pazpaz-read-keys"
  description = "Lets a node of PazPaz read its key-encryption keys"
  policy      = templatefile("${path.module}/read-keys-policy.json", local.policy_values)
}

# Besides, for whoever adds and deletes keys.
resource "aws_iam_policy" "manage_keys" {
  name        = "pazpaz-manage-keys"
  description = "Lets an operator add and delete key-encryption keys of PazPaz"
  policy      = templatefile("${path.module}/manage-keys-policy.json", local.policy_values)
}
