terraform {
  required_providers {
    iofog = {
      source = "registry.terraform.io/fogform/iofog"
    }
  }
}

locals {
  manifest = provider::iofog::parse_manifest(file("${path.module}/shop.yaml"))
}

resource "iofog_application" "all" {
  for_each = local.manifest.applications

  name        = each.value.name
  description = each.value.description
}

resource "iofog_microservice" "all" {
  for_each = local.manifest.microservices

  name        = each.value.name
  application = iofog_application.all[each.value.application].name
  agent_name  = each.value.agent_name
  images      = each.value.images
  registry_id = each.value.registry_id
  config      = each.value.config
  env         = each.value.env
  ports       = each.value.ports
}
