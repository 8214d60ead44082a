terraform {
  required_providers {
    iofog = {
      source = "registry.terraform.io/fogform/iofog"
    }
  }
}

data "iofog_agent" "edge" {
  name = "edge-1"
}

resource "iofog_microservice" "prices" {
  name        = "prices"
  application = "shop"
  agent_uuid  = data.iofog_agent.edge.uuid
  images = {
    amd64 = "registry.example.com/prices:2"
    arm   = "registry.example.com/prices:2"
  }
  config = provider::iofog::config_encode({
    title   = "Now < 10 EUR"
    host    = data.iofog_agent.edge.host
    refresh = 30
  })
}
